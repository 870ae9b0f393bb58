import type * as z from 'zod';
import type { JsonObject } from '../core/json.ts';
import type { Response } from '../core/response.ts';
import type { answerShape, storedAnswerShape } from './answer-shape.ts';

/** W6: what a call returns to Fivetran: its own nouns, in its own order, and nothing else. */
export type Answer = z.infer<typeof answerShape>;

/** What a call returns when its rows went through S3. */
export type StoredAnswer = z.infer<typeof storedAnswerShape>;

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
