import type { Catalog } from '../../src/core/catalog.ts';
import type { Json, JsonObject } from '../../src/core/json.ts';
import type { State } from '../../src/core/state.ts';
import type { Answer } from '../../src/protocol/answer.ts';
import type { Call, Story } from '../simulation/story.ts';
import { demand, sameJson } from './demand.ts';
import type { Family } from './law.ts';
import { changesOf } from './moves.ts';

/** The most that a stream takes in a printed state beside its name and the API's own tokens and keys. With every number at its longest it takes 430. */
export const streamStateBytesMax = 450;

/** W: what crosses to Fivetran. */
export const wireLaws: Family = {
  letter: 'W',
  about: 'what crosses to Fivetran',
  file: 'wire.ts',
  laws: [
    {
      id: 'W1',
      says: 'A key is always at most once per table in an answer, and never in both insert and delete.',
      why: 'In which order Fivetran would apply the two is written nowhere.',
      rests: 'protocol: Response',
      holds: (story) => {
        for (const { answer, catalog } of answersOf(story)) {
          for (const [table, { primary_key }] of Object.entries(catalog.tables)) {
            const rows = [...(answer.insert[table] ?? []), ...(answer.delete[table] ?? [])];
            const keys = rows.map((row) => JSON.stringify(primary_key.map((column) => row[column])));
            const double = keys.find((key, nth) => keys.indexOf(key) !== nth);
            demand(double === undefined, () => `${table} has ${double ?? ''} twice`);
          }
        }
      },
    },
    {
      id: 'W2',
      says: 'A printed state always reads back as the same state.',
      why: 'What is lost between two calls is a place that nobody goes on from.',
      rests: 'protocol: Request; design: State',
      holds: (story) => {
        for (const { state, printed, call } of statesOf(story)) {
          const again = call.rules.parse(JSON.parse(JSON.stringify(printed)) as Json).state;
          demand(sameJson(again, state), () => `${JSON.stringify(state)} became ${JSON.stringify(again)}`);
        }
      },
    },
    {
      id: 'W3',
      says: `A printed state never takes more than ${streamStateBytesMax} bytes a stream beside its name and two of the API's own tokens or keys, however many rows there are.`,
      why: 'A state that grows with the data ends in an error, after months.',
      rests: 'design: State; protocol: Limits',
      holds: (story) => {
        for (const { printed } of statesOf(story)) {
          for (const [name, stream] of Object.entries(isObject(printed['streams']) ? printed['streams'] : {})) {
            const texts: string[] = [];
            const text = JSON.stringify(stream, (field, value: unknown) => {
              if (!ofTheSource.includes(field) || typeof value !== 'string') return value;
              texts.push(value);
              return '';
            });
            demand(new Set(texts).size <= 3, () => `${name} holds ${texts.join(', ')}`);
            demand(text.length <= streamStateBytesMax, () => `${name} takes ${text.length} bytes: ${text}`);
          }
        }
      },
    },
    {
      id: 'W4',
      says: "A printed state never holds anything but the names of streams and phases, times, counts, the settings' fingerprint, and the API's own tokens or last keys where its list is read by them: no row, no secret.",
      why: "The state is shown in Fivetran's UI.",
      rests: 'protocol: Response; design: State',
      holds: (story) => {
        for (const { printed, call } of statesOf(story)) demandClosed(call, printed);
      },
    },
    {
      id: 'W5',
      says: 'Every table with a row in insert or delete always has its primary key in the schema, and every such row has all columns of it.',
      why: 'Fivetran appends rows of a table without a key, and refuses a delete without one.',
      rests: 'protocol: Response',
      holds: (story) => {
        for (const { answer, catalog } of answersOf(story)) {
          for (const [table, rows] of [...Object.entries(answer.insert), ...Object.entries(answer.delete)]) {
            const columns = catalog.tables[table]?.primary_key;
            demand(sameJson(answer.schema[table]?.primary_key, columns), () => `the schema of ${table} is ${JSON.stringify(answer.schema[table])}`);
            for (const row of rows) demand(columns?.every((column) => (row[column] ?? null) !== null) === true, () => `${table} has ${JSON.stringify(row)}`);
          }
        }
      },
    },
    {
      id: 'W6',
      says: 'Every answer always has exactly the fields that Fivetran reads (softDelete only where a table is marked), each of its type, and never anything that JSON would change.',
      why: "The text 'false' is truthy: a sync would never end.",
      rests: 'protocol: Response',
      holds: (story) => {
        for (const { answer } of answersOf(story)) {
          const evidence = (): string => JSON.stringify(answer);
          const { softDelete, ...always } = answer;
          demand(sameJson(Object.keys(always).sort(), ['delete', 'hasMore', 'insert', 'schema', 'state']), evidence);
          demand(softDelete === undefined || (Array.isArray(softDelete) && softDelete.length > 0 && softDelete.every((table) => typeof table === 'string')), evidence);
          demand(typeof answer.hasMore === 'boolean', evidence);
          demand([answer.state, answer.insert, answer.delete, answer.schema].every(isObject), evidence);
          demand([...Object.values(answer.insert), ...Object.values(answer.delete)].every((rows) => Array.isArray(rows) && rows.every(isObject)), evidence);
        }
      },
    },
  ],
};

function answersOf({ calls }: Story): { answer: Answer; catalog: Catalog }[] {
  return calls.flatMap(({ answer, rules }) => (answer === null ? [] : [{ answer, catalog: rules.catalog }]));
}

type Printed = { readonly state: State; readonly printed: JsonObject; readonly call: Call };

/** The states of a story, each once; three laws look at them in turn. */
const statesKept = new WeakMap<Story, readonly Printed[]>();

function statesOf(story: Story): readonly Printed[] {
  const known = statesKept.get(story);
  if (known !== undefined) return known;
  const states = new Map<State, Printed>();
  for (const { after, call } of changesOf(story)) {
    if (!states.has(after)) states.set(after, { state: after, printed: call.rules.print(after), call });
  }
  const fresh = [...states.values()];
  statesKept.set(story, fresh);
  return fresh;
}

const texts = ['idle', 'due', 'paging', 'countdown', 'walked', 'keyset', 'token', 'plain', 'first', 'climb', 'count', 'up', 'down'];
const fields = [
  ...['phase', 'cursor', 'allReadAt', 'readsAll', 'window', 'from', 'until', 'end', 'pageSize', 'fingerprint', 'restarts', 'snapshot', 'marked', 'rows', 'strategy'],
  ...['position', 'at', 'page', 'total', 'changed', 'shortRows', 'since', 'next', 'after', 'token', 'cycle', 'anchor', 'steps', 'key'],
];

/** The fields that hold a token or a key as the API gave it. */
const ofTheSource = ['key', 'token', 'after', 'anchor'];

const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

function demandClosed({ rules }: Call, printed: JsonObject): void {
  const { streams, ...rest } = printed;
  demand(sameJson(Object.keys(rest), ['version']), () => `the state has ${Object.keys(rest).join(', ')}`);
  const known = [...texts, ...Object.values(rules.options.fingerprints)];
  for (const [name, stream] of Object.entries(isObject(streams) ? streams : {})) {
    demand(Object.hasOwn(rules.catalog.streams, name), () => `the state has a stream ${name}`);
    const values: [string, Json][] = [['', stream]];
    for (let pair = values.pop(); pair !== undefined; pair = values.pop()) {
      const [at, value] = pair;
      if (isObject(value)) {
        for (const [field, inner] of Object.entries(value)) {
          demand(fields.includes(field), () => `${name}${at} has a field ${field}`);
          values.push([`${at}.${field}`, inner]);
        }
        continue;
      }
      const plain = value === null || typeof value === 'boolean' || (typeof value === 'number' && Number.isSafeInteger(value));
      const kept = typeof value === 'string' && (value === '' || known.includes(value) || time.test(value));
      // A fingerprint of earlier settings stays until the stream is opened again; it is short and made of no setting's text.
      const fingerprint = at === '.fingerprint' && typeof value === 'string' && value.length <= 12;
      const own = typeof value === 'string' && ofTheSource.some((field) => at.endsWith(`.${field}`));
      demand(plain || kept || fingerprint || own, () => `${name}${at} holds ${JSON.stringify(value)}`);
    }
  }
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
