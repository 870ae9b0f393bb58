import type { JsonObject } from '../../../src/core/json.ts';
import type { Happening, History } from './history.ts';
import { keyOf } from './warehouse-model.ts';

/** What became of one row: the commits that changed its application or advisor, and the answers that touched it. */
export function traceRow(history: History, table: string, key: string): readonly string[] {
  return history.flatMap((happening) => traceIn(happening, table, key));
}

function traceIn(happening: Happening, table: string, key: string): string[] {
  if (happening.kind === 'committed') return traceCommit(happening, key);
  if (happening.kind !== 'loaded') return [];
  const { call, answer } = happening;
  const isIt = (row: JsonObject): boolean => keyOf(row, answer.schema[table]?.primary_key ?? []) === key;
  const row = answer.insert[table]?.find(isIt);
  if (row !== undefined) return [`call ${call} brings ${JSON.stringify(row).slice(0, rowTextMax)}`];
  return answer.delete[table]?.some(isIt) === true ? [`call ${call} deletes it`] : [];
}

/** Enough of a row to know it by. */
const rowTextMax = 160;

function traceCommit({ commit, lateMs, at }: Extract<Happening, { kind: 'committed' }>, key: string): string[] {
  const [id = ''] = JSON.parse(key) as readonly string[];
  const record = [...commit.applications, ...commit.deletions].find((candidate) => candidate.id === id);
  if (record === undefined && commit.advisors.every((advisor) => advisor.id !== id)) return [];
  const stamp = record === undefined ? '' : `, stamped ${new Date(record.stamp).toISOString()}`;
  return [`${new Date(at).toISOString()}: ${commit.says}${stamp}${lateMs === 0 ? '' : `, ${lateMs} ms late`}`];
}
