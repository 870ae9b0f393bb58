import type { Invoked } from './invoke-api.ts';

/** All of an answer or error that does not depend on when it was made: times in the state follow the clock, and a stack is left out. */
export function summary({ payload, functionError }: Invoked): string {
  const { state, ...json } = JSON.parse(payload) as Record<string, unknown>;
  const stateWithoutTimes = JSON.stringify(state ?? null).replace(/"\d{4}-\d\d-\d\dT[\d:.]+Z"/g, '"then"');
  return JSON.stringify({ functionError, ...json, state: stateWithoutTimes, trace: undefined });
}

/** Rows that an answer inserts. */
export function countRows({ payload }: Invoked): number {
  const { insert } = JSON.parse(payload) as { insert: Record<string, unknown[]> };
  return Object.values(insert).reduce((sum, rows) => sum + rows.length, 0);
}
