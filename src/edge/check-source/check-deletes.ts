import type { Catalog, Stream } from '../../core/catalog.ts';
import type { Refuse } from './mistake.ts';

/** The way in which deletions are noticed fits the stream and those beside it. */
export function checkDeletes({ streams }: Catalog, name: string, stream: Stream, refuse: Refuse): void {
  const { deletes, list, window, strategy, tables } = stream;
  if (deletes === undefined) return;
  if (list === 'appended') throw refuse("no 'deletes' on a list to which rows are only ever added", `it has ${deletes.by}`, "Leave 'deletes' out, or declare the list as 'whole'.");
  switch (deletes.by) {
    case 'flag': {
      const stray = deletes.tables?.find((table) => !tables.includes(table));
      if (stray !== undefined) throw refuse(`a flag that deletes rows of its own tables: ${tables.join(', ')}`, `it names '${stray}'`, "Correct 'deletes.tables'.");
      return;
    }
    case 'tombstones':
      checkTombstones(streams, name, stream, deletes, refuse);
      return;
    case 'snapshot':
      if (window !== undefined) throw refuse('the whole list where deletions are noticed by snapshot', 'it has a window', "A row that did not change would look deleted. Declare 'list: \"whole\"' instead of the window.");
      if (strategy.name === 'plain') throw refuse('a strategy that misses no row where deletions are noticed by snapshot', 'it is plain', 'A row that it misses would be marked as deleted. Use another strategy, if the API allows one.');
      checkOwner(streams, name, tables, refuse);
  }
}

function checkTombstones(
  streams: Catalog['streams'],
  name: string,
  { window }: Stream,
  { stream: listed, undeleted }: { readonly stream: string; readonly undeleted: boolean },
  refuse: Refuse,
): void {
  const names = Object.keys(streams);
  const tombstones = streams[listed];
  if (tombstones === undefined || listed === name) {
    throw refuse(`another stream that lists what was deleted, one of ${names.filter((other) => other !== name).join(', ')}`, `'${listed}' is named`, "Correct 'deletes.stream', or declare that stream.");
  }
  if (!undeleted) return;
  if (names.indexOf(listed) > names.indexOf(name)) {
    throw refuse(`${listed} to be read first, since deleted rows may come back`, 'it stands behind this stream', 'Move it before this one in the catalog.');
  }
  if (window === undefined || tombstones.window === undefined) {
    throw refuse('windows on both lists, since deleted rows may come back', `${window === undefined ? 'it' : listed} has none`, 'Declare the window, or notice deletions by snapshot.');
  }
}

/** A snapshot marks all rows of its tables, those of another stream too. */
function checkOwner(streams: Catalog['streams'], name: string, tables: readonly string[], refuse: Refuse): void {
  for (const [other, { tables: theirs }] of Object.entries(streams)) {
    const shared = other === name ? undefined : theirs.find((table) => tables.includes(table));
    if (shared !== undefined) {
      throw refuse('tables of its own where deletions are noticed by snapshot', `${other} fills ${shared} too, and its rows would be marked as deleted`, 'Give each stream its own table.');
    }
  }
}
