import { readdir, readFile } from 'node:fs/promises';
import { isJsonObject, type Json } from '../../src/core/json.ts';
import type { GeneratedFile } from '../generated-file.ts';

const folder = 'contracts/fivetran/states';

/** A state as some version of the connector printed it, and the file in which it is kept. */
export type KnownState = { readonly file: string; readonly state: Json };

/** One state of every shape that the connector ever printed. A connection somewhere may still hold each of them. */
export async function readKnownStates(): Promise<readonly KnownState[]> {
  const files = (await readdir(folder)).sort();
  return Promise.all(
    files.map(async (file) => ({ file, state: JSON.parse(await readFile(`${folder}/${file}`, 'utf8')) as Json })),
  );
}

/** The files to add for states of a shape that is not kept yet. No file is ever rewritten or removed. */
export async function stateFilesFor(states: readonly (readonly [string, Json])[]): Promise<readonly GeneratedFile[]> {
  const known = await readKnownStates();
  const shapes = new Set(known.map(({ state }) => shapesOf(state)).flat());
  const added: GeneratedFile[] = [];
  for (const [asks, state] of states) {
    const isNew = shapesOf(state).some((shape) => !shapes.has(shape));
    if (!isNew) continue;
    for (const shape of shapesOf(state)) shapes.add(shape);
    const name = asks.replaceAll(/[^a-z0-9]+/gi, '-').toLowerCase();
    const taken = known.filter(({ file }) => file.startsWith(`${name}.`) || file.startsWith(`${name}-`)).length;
    added.push({ path: `${folder}/${name}${taken === 0 ? '' : `-${taken + 1}`}.json`, text: `${JSON.stringify(state, null, 2)}\n` });
  }
  return added;
}

/** How a state is built: its own fields, and those of each of its streams, whatever their names and values. */
function shapesOf(state: Json): readonly string[] {
  if (!isJsonObject(state) || !isJsonObject(state['streams'])) return [JSON.stringify(shapeOf(state))];
  const { streams, version, ...rest } = state;
  const frame = JSON.stringify({ version: version ?? null, ...(shapeOf(rest) as object) });
  return [frame, ...Object.values(streams).map((stream) => `${frame} ${JSON.stringify(shapeOf(stream))}`)];
}

/** The words that say which of several shapes it is, and for anything else its kind. */
const tags = ['phase', 'strategy', 'at'];

function shapeOf(json: Json): Json {
  if (Array.isArray(json)) return [...new Set(json.map((item: Json) => JSON.stringify(shapeOf(item))))].sort();
  if (!isJsonObject(json)) return json === null ? 'null' : typeof json;
  const fields = Object.entries(json).toSorted(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(fields.map(([name, value]) => [name, tags.includes(name) ? value : shapeOf(value)]));
}
