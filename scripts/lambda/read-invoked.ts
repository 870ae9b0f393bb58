import type { Invoked } from './invoke-api.ts';

/** All of an answer or error that does not depend on when it was made; a stack is not part of it. */
export function summary({ payload, functionError }: Invoked): string {
  const json = JSON.parse(payload) as Record<string, unknown>;
  return withoutTimes(JSON.stringify({ functionError, ...json, trace: undefined }));
}

/** Windows end at the time of the call. */
export function withoutTimes(text: string): string {
  return text.replace(/("(?:from|until|end|cursor|at|fullAt)":)"[^"]*"/g, '$1"then"').replace(/\d{4}-\d\d-\d\dT\d\d(?::|%3A)\d\d(?::|%3A)\d\d(?:\.\d+)?Z(?=&| )/g, 'then');
}

/** Rows that an answer inserts. */
export function countRows({ payload }: Invoked): number {
  const { insert } = JSON.parse(payload) as { insert: Record<string, unknown[]> };
  return Object.values(insert).reduce((sum, rows) => sum + rows.length, 0);
}
