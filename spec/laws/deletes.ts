import { timeOf } from '../../src/core/cursor.ts';
import type { Tables } from '../../src/core/page.ts';
import { demand, sameJson } from './demand.ts';
import type { Family } from './law.ts';
import { foldsOf, movesOf, pagingOf, printState, printTime, roundsOf, type Move } from './moves.ts';
import { due, isRefused, nextAsk, pageOf, probesOf } from './probe.ts';

/** D: how deleted rows are noticed. */
export const deleteLaws: Family = {
  letter: 'D',
  about: 'deletions',
  file: 'deletes.ts',
  laws: [
    {
      id: 'D1',
      says: 'Where deleted rows may come back, a list is never read further than its list of deletions was, if both are chosen.',
      why: 'A deletion that is read later than the row that came back takes away what is alive, and nothing brings it back.',
      rests: 'design: Deletes, tombstones',
      holds: (story) => {
        for (const { call, round } of roundsOf(story)) {
          for (const { stream: name, window } of round.planned.asks) {
            const deletes = call.rules.catalog.streams[name]?.deletes;
            if (window === null || deletes?.by !== 'tombstones' || !deletes.undeleted || !call.options.streams.includes(deletes.stream)) continue;
            // A window that was opened while only its list was chosen is read to its end, and the list goes back later.
            if (pagingOf(round.before, name)?.fingerprint === pagingOf(round.planned.state, name)?.fingerprint) continue;
            const read = timeOf(round.planned.state.streams[deletes.stream]?.cursor ?? null);
            demand(read !== null && window.end <= read, () => `${name} is read up to ${printTime(window.end)}, its deletions up to ${printTime(read)}`);
          }
        }
      },
    },
    {
      id: 'D2',
      says: 'A row that its flag or a list of deletions calls deleted is always sent as a deletion with its key, and never as a row.',
      why: 'A row that was deleted would stay, or lose all columns but its key.',
      rests: 'design: Deletes; protocol: Response',
      holds: (story) => {
        for (const { call, fold } of foldsOf(story)) {
          const { response, page } = fold;
          const keysOf = (tables: Tables, table: string): readonly string[] => {
            const columns = call.rules.catalog.tables[table]?.primary_key ?? [];
            return (tables[table] ?? []).map((row) => JSON.stringify(columns.map((column) => row[column])));
          };
          const delivered = Object.keys(response.insert).length + Object.keys(response.delete).length > 0;
          const last = new Map<string, boolean>();
          for (const { insert = {}, delete: deleted = {} } of page.changes) {
            for (const table of Object.keys(deleted)) for (const key of keysOf(deleted, table)) last.set(`${table} ${key}`, true);
            for (const table of Object.keys(insert)) for (const key of keysOf(insert, table)) last.set(`${table} ${key}`, false);
          }
          const sent = (tables: Tables): readonly string[] => Object.keys(tables).flatMap((table) => keysOf(tables, table).map((key) => `${table} ${key}`));
          const [rows, deletions] = [sent(response.insert), sent(response.delete)];
          for (const [key, gone] of delivered ? last : []) {
            demand((gone ? deletions : rows).includes(key) && !(gone ? rows : deletions).includes(key), () => `${key} is ${gone ? 'deleted' : 'alive'} in the page and not in the response`);
          }
        }
      },
    },
    {
      id: 'D3',
      says: 'A snapshot always marks its tables exactly once, with the first rows that it brings or as it ends without any; nothing else ever marks.',
      why: 'Marked again in the middle, the rows of the pages before stay deleted; never marked, rows that are gone stay for ever.',
      rests: 'design: Deletes, snapshot; protocol: softDelete',
      holds: (story) => {
        for (const move of movesOf(story)) demandMarksOnce(move);
        for (const { responses, answer } of story.calls) {
          if (answer === null) continue;
          const marks = [...new Set(responses.flatMap(({ softDelete }) => softDelete))].sort();
          const sent = [...(answer.softDelete ?? [])].sort();
          demand(sameJson(sent, marks), () => `the pages marked ${marks.join(', ') || 'nothing'}, the answer ${sent.join(', ') || 'nothing'}`);
        }
      },
    },
    {
      id: 'D4',
      says: 'An empty list after a snapshot that had rows always stops the sync, and never marks a row.',
      why: 'A credential that lost its rights looks the same as a source that lost its rows.',
      rests: 'design: Deletes, snapshot',
      holds: (story) => {
        for (const probe of probesOf(story)) {
          if (probe.stream.deletes?.by !== 'snapshot') continue;
          const next = nextAsk(probe, due(probe, { rows: 3 }));
          if (next === null) continue;
          demand(isRefused(probe, next.state, pageOf(probe, next.ask, 0)), () => `${probe.name} had 3 rows and has none`);
        }
      },
    },
  ],
};

function demandMarksOnce({ stream, before, after, finished, fold }: Move): void {
  const { softDelete } = fold.response;
  const { page } = fold;
  const evidence = (): string => `${page.count} rows came, ${softDelete.join(', ') || 'nothing'} was marked: ${printState(before)} became ${printState(after)}`;
  if (stream.deletes?.by !== 'snapshot') {
    demand(softDelete.length === 0, evidence);
    return;
  }
  const { snapshot } = before;
  demand(snapshot !== undefined, evidence);
  const rows = Object.keys(fold.response.insert).length + Object.keys(fold.response.delete).length > 0;
  const marks = !snapshot.marked && (rows || finished);
  demand(sameJson([...softDelete].sort(), marks ? [...stream.tables].sort() : []), evidence);
  // One that starts over is a new one.
  if (after?.phase !== 'paging' || after.restarts !== before.restarts) return;
  demand(after.snapshot?.marked === (snapshot.marked || marks) && after.snapshot.rows === snapshot.rows + (rows ? page.count : 0), evidence);
}
