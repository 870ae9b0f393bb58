import type { JsonObject } from '../../src/core/json.ts';
import type { FilledStory, Filled } from '../simulation/system/fill-world.ts';
import type { Happening } from '../simulation/system/history.ts';
import { judge } from '../simulation/system/judge.ts';
import { apiToken } from '../simulation/system/play.ts';
import { WarehouseModel } from '../simulation/system/warehouse-model.ts';
import { demand } from './demand.ts';
import type { Family, Law } from './law.ts';

/** A law over a handler, between a simulated source, network, Lambda, S3 and Fivetran. */
export type FillingLaw = Omit<Law, 'holds'> & { readonly holds: (story: FilledStory) => void };

/** F: how much a call carries. */
export const fillingLaws: Omit<Family, 'laws'> & { readonly laws: readonly FillingLaw[] } = {
  letter: 'F',
  about: 'filling a call',
  file: 'filling.ts',
  laws: [
    {
      id: 'F1',
      says: 'However calls are filled, with little at a time, with much at once or through S3, the warehouse always ends the same.',
      why: 'How much fits into a call depends on its time, on sizes and on the network, which no two syncs share.',
      rests: 'design: Budgets',
      holds: ({ still }) => {
        const [first, ...others] = still.map((filled) => ({ ...filled, rows: liveRows(filled) }));
        if (first === undefined) return;
        for (const { way, rows } of others) {
          const missing = first.rows.find((row) => !rows.includes(row));
          const extra = rows.find((row) => !first.rows.includes(row));
          demand(missing === undefined, () => `${first.way} brought ${missing ?? ''}, ${way} did not`);
          demand(extra === undefined, () => `${way} brought ${extra ?? ''}, ${first.way} did not`);
        }
      },
    },
    {
      id: 'F2',
      says: 'Read ahead and out of order, through S3 or not, whatever fails: a row is never lost, and an answer never comes without its rows.',
      why: 'Pages that were on their way, or rows that were never stored, would be missing for good once the state has moved on.',
      rests: 'design: Budgets; protocol: Response, through S3; Known faults',
      holds: ({ wild }) => {
        for (const { way, setup, history } of wild) {
          const verdict = judge(history, setup, apiToken);
          const lost = verdict.kind === 'broken' && (lossy.test(verdict.law) || verdict.says.startsWith("object-"));
          demand(!lost, () => `${way}: ${verdict.kind === 'broken' ? `${verdict.law} ${verdict.says}` : ''}`);
        }
      },
    },
    {
      id: 'F3',
      says: 'An answer, everything in it counted, is never over its limit, and an object in S3 never over its own.',
      why: 'Lambda cuts off what is larger before Fivetran sees it, and the next call would do the same.',
      rests: 'protocol: Limits; design: Budgets',
      holds: (story) => {
        for (const { way, setup, call, bytes, most } of sizesIn(story)) {
          demand(bytes <= most, () => `${way}, page size ${setup.pageSize}: call ${call} has ${bytes} bytes, of ${most}`);
        }
      },
    },
    {
      id: 'F4',
      says: 'A call always ends before its time does, with what it has: in calls that are all too short the source is always read to its end, and stored.',
      why: 'A call that Lambda ends, or that throws away what it has, leaves the state where it was; every call after it does the same.',
      rests: 'design: Budgets; Errors',
      holds: ({ short }) => {
        for (const { way, setup, history } of short) {
          for (const happening of history) {
            const wrong = wrongEnd(happening);
            demand(wrong === null, () => `${way} of ${setup.callLimitMs ?? 0} ms: ${wrong ?? ''}`);
          }
        }
      },
    },
  ],
};

const lossy = /^A row last changed|^At rest/;

/** Every live row at the end, its times left out: those depend on when it was edited, not on how it was read. */
function liveRows({ history }: Filled): readonly string[] {
  const warehouse = new WarehouseModel();
  for (const happening of history) {
    if (happening.kind === 'loaded') warehouse.load(happening.answer, happening.call);
    if (happening.kind === 'reset' && happening.tables === 'emptied') warehouse.clear();
  }
  const live = [...warehouse.tables].flatMap(([table, rows]) => [...rows.values()].filter(({ deleted }) => !deleted).map(({ row }) => ({ table, row })));
  // An advisor whom no application names any more may be in any version, or never have come.
  const named = new Set(live.map(({ row }) => row['advisor_id']));
  return live.filter(({ table, row }) => table !== 'advisors' || named.has(row['id'] ?? null)).map(({ table, row }) => `${table} ${withoutTimes(row)}`);
}

function withoutTimes(row: JsonObject): string {
  const kept = Object.entries(row).filter(([name]) => !name.endsWith('_at'));
  return JSON.stringify(kept.toSorted(([one], [other]) => (one < other ? -1 : 1)));
}

function* sizesIn({ still, wild, short }: FilledStory): Generator<Pick<Filled, 'way' | 'setup'> & { call: number; bytes: number; most: number }> {
  for (const { way, setup, history } of [...still, ...wild, ...short]) {
    for (const happening of history) {
      if (happening.kind === 'put') yield { way, setup, call: happening.call, bytes: happening.bytes, most: setup.storedBytesMax };
      if (happening.kind === 'ended' && happening.end.kind === 'answer' && !setup.throughS3) {
        yield { way, setup, call: happening.call, bytes: happening.end.bytes, most: setup.answerBytesMax };
      }
    }
  }
}

function wrongEnd(happening: Happening): string | null {
  if (happening.kind === 'sync ended' && happening.why !== 'done') return `sync ${happening.sync} ended with ${happening.why}`;
  if (happening.kind !== 'ended' || happening.end.kind === 'answer') return null;
  return `call ${happening.call} ended with ${happening.end.kind}: ${happening.end.kind === 'died' ? happening.end.why : happening.end.message}`;
}
