import * as z from 'zod';
import { isJsonObject, type JsonObject } from '../core/json.ts';
import { known } from './evidence.ts';

// Numbers that no double holds are objects in memory, which only the core's own check tells from rows.
const object = z.custom<JsonObject>(isJsonObject).meta({ type: 'object' });
const tables = z.record(z.string(), z.array(object).readonly()).readonly();
const key = z.strictObject({ primary_key: z.array(z.string().min(1)).min(1).readonly() }).readonly();

/**
 * What a call returns to Fivetran. The types that the handler prints with are made of it, and nothing runs it there: it is
 * not part of the bundle.
 */
export const answerShape = z.strictObject({
  state: object.describe(
    known("Where to go on from. It comes back as it is with the next call, and is shown in Fivetran's UI.", {
      documentation: 'an object in every response',
      practice: 'that it is shown',
    }),
  ),
  insert: tables.describe(
    known('Rows to upsert, per table. A row of the same key is replaced as a whole; a key stands here at most once.', {
      documentation: 'matching rows are deleted and inserted again',
      inferred: 'a column that is left out becomes NULL',
      unknown: 'the order in which rows of one key apply',
    }),
  ),
  delete: tables.describe(
    known('The key columns of rows to mark as deleted, per table. A key stands never also in insert.', {
      documentation: 'it needs the schema of its table; one FAQ says that rows are removed',
      code: 'rows are marked',
      practice: 'key columns are enough',
      unknown: 'whether insert or delete applies first',
    }),
  ),
  schema: z
    .record(z.string(), key)
    .readonly()
    .describe(
      known('The primary key of each table, which never changes once the table has synced.', {
        documentation: 'the form',
        practice: 'a changed key leaves old rows beside new ones',
      }),
    ),
  softDelete: z
    .exactOptional(z.array(z.string()).readonly())
    .describe(
      known('Tables of which every row that synced before is marked as deleted; rows of this answer stay live.', {
        code: 'an array of table names, against one FAQ that shows true',
        unknown: 'how it spans several answers, so that a snapshot names each table in one answer only',
      }),
    ),
  hasMore: z.boolean().describe(
    known('true: call again at once with the new state. false: this sync is done.', {
      documentation: 'a JSON boolean',
      code: 'samples that sent texts until 2022',
    }),
  ),
});

/** What a call returns when its rows went through S3. */
export const storedAnswerShape = answerShape.pick({ state: true, schema: true, softDelete: true, hasMore: true });

/** What it stored in S3 before. */
export const storedObjectShape = answerShape.pick({ insert: true, delete: true });
