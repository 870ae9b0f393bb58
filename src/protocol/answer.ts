import type { JsonObject } from '../core/json.ts';
import type { Tables } from '../core/page.ts';
import type { Response, Schema } from '../core/response.ts';

/** W6: what a call returns to Fivetran: its own nouns, in its own order, and nothing else. */
export type Answer = {
  readonly state: JsonObject;
  readonly insert: Tables;
  readonly delete: Tables;
  readonly schema: Schema;
  readonly hasMore: boolean;
  /** Left out where no table is marked. */
  readonly softDelete?: readonly string[];
};

/** What a call returns when its rows went through S3. */
export type StoredAnswer = Pick<Answer, 'state' | 'schema' | 'hasMore' | 'softDelete'>;

/** T3: prints a response as an answer. One without a row never asks for another call. */
export function printAnswer(response: Response, printState: (state: Response['state']) => JsonObject): Answer {
  return {
    state: printState(response.state),
    insert: response.insert,
    delete: response.delete,
    schema: response.schema,
    hasMore: response.hasMore && countRows(response) > 0,
    ...(response.softDelete.length === 0 ? {} : { softDelete: response.softDelete }),
  };
}

/** Rows of an answer, deleted ones counted. */
export function countRows({ insert, delete: deleted }: Pick<Answer, 'insert' | 'delete'>): number {
  let rows = 0;
  for (const tables of [insert, deleted]) for (const table of Object.values(tables)) rows += table.length;
  return rows;
}
