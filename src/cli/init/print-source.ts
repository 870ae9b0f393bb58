import type { Place } from '../../core/catalog.ts';
import { isExactNumber, isJsonObject, type Json } from '../../core/json.ts';
import type { AccessKind, Description } from './description.ts';

/** What the file exports: the source's name in one word, unless that is a name of something else there. */
export function exportNameOf(name: string): string {
  const word = name.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
  return taken.has(word) || !/^[a-z]/.test(word) ? `${word}Source` : word;
}

/** Words of the language and names that the files import. */
const taken = new Set(
  'basic bearer described header query item baseUrl credential secretText defineSource endpoint jsonName jsonNumber test assert z break case catch class const continue debugger default delete do else enum export extends false finally for function if import in instanceof new null return super switch this throw true try typeof var void while with yield let static await async package private protected public interface implements'.split(' '),
);

/** A file of `src/sources`. */
export function printSource(description: Description): string {
  const { name, table, key, access, stamp, example, path, query, page, paths, stream } = { ...description, ...partsOf(description) };
  const used = accesses[access];
  const [stampField] = stamp ?? [];
  const stampIs = stampField === undefined || stampField === key || stamp?.length !== 1 ? [] : [`${printName(stampField)}: ${typeof example[stampField] === 'string' ? 'z.string()' : 'jsonNumber'}`];
  const keyIs = typeof example[key] === 'string' ? 'jsonName' : 'jsonNumber';
  const shapes = ['jsonName', 'jsonNumber'].filter((shape) => [keyIs, ...stampIs].some((text) => text.endsWith(shape)));
  return `import * as z from 'zod/mini';
import { described } from '../protocol/described.ts';
${used.imported === null ? '' : `import { ${used.imported} } from '../edge/access/${used.imported}.ts';\n`}import { defineSource } from '../edge/define-source.ts';
import { endpoint } from '../edge/endpoint.ts';
import { ${shapes.join(', ')} } from '../edge/json-shape.ts';
import { ${['baseUrl', ...used.fields].join(', ')} } from '../edge/settings.ts';

/** What every item must have; its other fields pass through. */
const item = z.object({ ${[`${printName(key)}: ${keyIs}`, ...stampIs].join(', ')} });

export const ${exportNameOf(name)} = defineSource({
  catalog: {
    source: '${name}',
    tables: { ${printName(table)}: { primary_key: [${printText(key)}] } },
    streams: {
      ${printName(table)}: {
        tables: [${printText(table)}],
        strategy: ${printValue(description.strategy)},
${[...stream, `page: ${printValue(page)}`, `paths: ${printValue(paths)}`].map((line) => `        ${line},\n`).join('')}        // As the API lists it. Nothing private belongs here: only its shape matters.
        example: { item: ${printValue(example)} },
      },
    },
  },
  secrets: z.object({
    baseUrl: described(baseUrl, 'where the API is, may carry a path, e.g. https://host/api'),
${used.secrets.map((secret) => `    ${secret},\n`).join('')}  }),
  access: (${used.parameters}) => ({ baseUrl: new URL(baseUrl), ${used.identity(printText(description.accessName))} }),
  endpoints: {
    ${printName(table)}: endpoint({
      path: ${printText(path)},
${Object.keys(query).length === 0 ? '' : `      query: ${printValue(query)},\n`}      item,
    }),
  },
});
`;
}

type Access = {
  readonly imported: string | null;
  /** What is imported beside `baseUrl`. */
  readonly fields: readonly string[];
  readonly secrets: readonly string[];
  readonly parameters: string;
  readonly identity: (name: string) => string;
};

const accesses: Readonly<Record<AccessKind, Access>> = {
  bearer: {
    imported: 'bearer',
    fields: ['credential'],
    secrets: ["apiToken: described(credential, 'the bearer token')"],
    parameters: '{ baseUrl, apiToken }',
    identity: () => '...bearer(apiToken)',
  },
  basic: {
    imported: 'basic',
    fields: ['secretText'],
    secrets: ["user: described(secretText, 'the user name')", "password: described(secretText, 'the password')"],
    parameters: '{ baseUrl, user, password }',
    identity: () => '...basic(user, password)',
  },
  header: {
    imported: 'header',
    fields: ['credential'],
    secrets: ["apiKey: described(credential, 'the key')"],
    parameters: '{ baseUrl, apiKey }',
    identity: (name) => `...header(${name}, apiKey)`,
  },
  query: {
    imported: 'query',
    fields: ['secretText'],
    secrets: ["apiKey: described(secretText, 'the key')"],
    parameters: '{ baseUrl, apiKey }',
    identity: (name) => `...query(${name}, apiKey)`,
  },
  none: { imported: null, fields: [], secrets: [], parameters: '{ baseUrl }', identity: () => 'headers: {}, credentials: []' },
};

function partsOf({ window, list, deletes, acceptsLoss, items, total, stamp }: Description) {
  const paths: { items: readonly string[]; total?: Place; stamp?: readonly string[] } = { items };
  if (total !== null) paths.total = total;
  if (stamp !== null && window !== null) paths.stamp = stamp;
  const stream = [
    ...(window === null ? [`list: ${printText(list ?? 'whole')}`] : [`window: ${printValue(window)}`]),
    ...(deletes === null ? [] : [`deletes: ${printValue(deletes)}`]),
    ...(acceptsLoss ? ["accepts: 'loss'"] : []),
  ];
  return { paths, stream };
}

/** A value as TypeScript writes it. */
export function printValue(value: Json | object): string {
  if (typeof value === 'string') return printText(value);
  if (Array.isArray(value)) return `[${value.map((element: Json) => printValue(element)).join(', ')}]`;
  if (isExactNumber(value)) return value.rawJSON;
  if (!isJsonObject(value)) return JSON.stringify(value);
  const fields = Object.entries(value).map(([name, field]) => `${printName(name)}: ${printValue(field)}`);
  return fields.length === 0 ? '{}' : `{ ${fields.join(', ')} }`;
}

function printText(text: string): string {
  return `'${JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
}

function printName(name: string): string {
  if (name === '__proto__') return "['__proto__']";
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : printText(name);
}
