import * as z from 'zod/mini';
import type { Catalog, Stream } from '../../core/catalog.ts';
import { collect } from '../../core/collect.ts';
import { Failure } from '../../core/failure.ts';
import type { JsonObject } from '../../core/json.ts';
import type { Changes } from '../../core/page.ts';
import { problemOf } from '../../protocol/problem.ts';
import { changesOf } from '../changes-of.ts';
import { follow, kindOf } from '../follow.ts';
import { readKey } from '../read-list.ts';
import { readStamp } from '../read-stamp.ts';
import type { Endpoint } from '../source.ts';
import type { Refuse } from './mistake.ts';

/** Runs a stream's example through all that an item of the API goes through, and returns what it brings. */
export function checkExample(catalog: Catalog, stream: Stream, endpoint: Endpoint, refuse: Refuse): Changes {
  const { example } = stream;
  if (example === undefined) throw refuse('an example item', 'there is none', "Paste one as the API lists it into 'example', so that mistakes are found here and not in a sync.");
  const { item, children = [] } = example;
  checkItem(stream, endpoint, item, refuse);
  checkChildren(endpoint, item, children, refuse);
  const changes = runRows(catalog, stream, endpoint, item, children, refuse);
  checkRows(catalog, stream, changes, refuse);
  checkDeletion(catalog, stream, endpoint, item, children, refuse);
  return changes;
}

function checkItem({ paths, window, strategy }: Stream, endpoint: Endpoint, item: JsonObject, refuse: Refuse): void {
  const { success, error } = z.safeParse(endpoint.item, item);
  if (!success) {
    const { path, came } = problemOf(error);
    throw refuse(`an example of the declared shape`, `at '${path}' ${came}`, 'Correct the shape or the example.');
  }
  if (paths.stamp !== undefined && window !== undefined && readStamp(follow(item, paths.stamp), window.format) === null) {
    throw refuse(`a time at '${paths.stamp.join('.')}' of the example`, `it is ${kindOf(follow(item, paths.stamp))}`, "Correct 'paths.stamp', or 'window.format'.");
  }
  if (strategy.name === 'keyset' && readKey(item, strategy.key) === undefined) {
    throw refuse(`a key at '${strategy.key.join('.')}' of the example`, `it is ${kindOf(follow(item, strategy.key))}`, "Correct 'strategy.key'.");
  }
}

function checkChildren({ children: declared }: Endpoint, item: JsonObject, children: readonly JsonObject[], refuse: Refuse): void {
  if (declared === undefined) {
    if (children.length > 0) throw refuse("children in the endpoint, since its example has some", 'there are none', "Declare 'children', or leave them out of the example.");
    return;
  }
  if (children.length === 0) throw refuse('an example of its children', 'there is none', "Paste one or more into 'example.children'.");
  const path = declared.path(item);
  if (!/^\/[^?#]*$/.test(path)) throw refuse("a path of the children that begins with '/' and has no query", `it is '${path}'`, 'Write it below the base URL, with encodeURIComponent around the id.');
  for (const child of children) {
    const { success, error } = z.safeParse(declared.item, child);
    if (success) continue;
    const { path: at, came } = problemOf(error);
    throw refuse('an example of the declared shape of children', `at '${at}' ${came}`, 'Correct the shape or the example.');
  }
}

function runRows(catalog: Catalog, stream: Stream, endpoint: Endpoint, item: JsonObject, children: readonly JsonObject[], refuse: Refuse): Changes {
  try {
    const [changes = {}] = changesOf(catalog, stream, endpoint, [item], () => children);
    return changes;
  } catch (error) {
    if (error instanceof Failure) throw error;
    throw refuse("'rows' to make rows of the example", `it failed (${error instanceof Error ? error.message : String(error)})`, "Correct 'rows', or the example.");
  }
}

/** Every row goes to a table of the stream and has its key; a row that is deleted needs no more. */
function checkRows(catalog: Catalog, { tables }: Stream, changes: Changes, refuse: Refuse): void {
  for (const [table, rows] of [...Object.entries(changes.insert ?? {}), ...Object.entries(changes.delete ?? {})]) {
    if (!tables.includes(table)) {
      const declared = Object.hasOwn(catalog.tables, table);
      throw refuse(`rows of its own tables: ${tables.join(', ')}`, `the example brings rows of '${table}', which ${declared ? 'it does not list' : 'is not declared'}`, `Add ${table} to 'tables', or correct the name in 'rows'.`);
    }
    const columns: readonly string[] = catalog.tables[table]?.primary_key ?? [];
    for (const row of rows) {
      const missing = columns.find((column) => !Object.hasOwn(row, column));
      if (missing === undefined) continue;
      throw refuse(`every row of ${table} to have its key column ${missing}`, `a row of the example has only ${Object.keys(row).join(', ')}`, `Correct the primary_key of ${table}, or add the column in 'rows'.`);
    }
  }
  try {
    collect(catalog, [changes]);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    throw refuse(`rows with a key (${error.parts.at})`, error.parts.came, "Correct the primary_key, 'rows' or the example.");
  }
}

/** An item that its flag calls deleted brings rows that can be deleted. */
function checkDeletion(catalog: Catalog, stream: Stream, endpoint: Endpoint, item: JsonObject, children: readonly JsonObject[], refuse: Refuse): void {
  const { deletes } = stream;
  if (deletes?.by !== 'flag') return;
  if (follow(item, deletes.path) === undefined) {
    throw refuse(`the flag '${deletes.path.join('.')}' in the example`, 'it is missing', "Correct 'deletes.path', or paste an example that has it; it may be null or false there.");
  }
  const flagged = withField(item, deletes.path, deletes.value ?? true);
  const changes = runRows(catalog, stream, endpoint, flagged, children, refuse);
  checkRows(catalog, stream, changes, refuse);
  if (Object.values(changes.delete ?? {}).every((rows) => rows.length === 0)) {
    throw refuse('a deletion where the flag is set', "the example brings no row of the flag's tables", "Name the tables in 'deletes.tables'.");
  }
}

function withField(item: JsonObject, [name, ...rest]: readonly string[], value: string | number | boolean): JsonObject {
  if (name === undefined) return item;
  const inner = item[name];
  const within: JsonObject = typeof inner === 'object' && inner !== null && !Array.isArray(inner) ? (inner as JsonObject) : {};
  return { ...item, [name]: rest.length === 0 ? value : withField(within, rest, value) };
}
