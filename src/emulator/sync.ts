import type { Json } from '../core/json.ts';
import { parseJson } from '../edge/json.ts';
import { countRows } from '../protocol/answer.ts';
import { buildEvent, type ConnectionSetup } from './build-event.ts';
import { callFunction } from './call-function.ts';
import type { Invoke } from './invoke.ts';
import type { ObjectStore } from './object-store.ts';
import { BrokenRule } from './rules/broken-rule.ts';
import type { KnownKeys } from './rules/check-keys.ts';
import { emptyAnswersMax, syncMsMax } from './rules/limits.ts';
import type { ReadAnswer } from './rules/read-answer.ts';
import type { LoadReport } from './warehouse/load.ts';
import type { Warehouse } from './warehouse/warehouse.ts';

/** A function, where its rows go, and how Fivetran would call it. */
export type SyncRequest = {
  readonly invoke: Invoke;
  readonly warehouse: Warehouse;
  readonly setup: ConnectionSetup;
  /** The bucket that the rows go through; unset, they come with the answers. */
  readonly store?: ObjectStore | null;
  readonly syncId: string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly lenient?: boolean;
  /** Calls at most; no limit unless set. */
  readonly callsMax?: number;
  /** Once it aborts, the sync ends after the answer in hand is stored. */
  readonly signal?: AbortSignal;
  /** Called before the function is. */
  readonly onInvoke?: (invocation: SyncInvocation) => void;
  /** Called once an answer is stored. */
  readonly onCall?: (call: SyncCall) => void;
};

/** A call that is about to be made. */
export type SyncInvocation = {
  /** 1 for the first call of the sync. */
  readonly nth: number;
  readonly state: Json;
};

/** One call of a sync: what went in, what came out, and what it did to the warehouse. */
export type SyncCall = SyncInvocation & {
  readonly answer: ReadAnswer;
  /** Of the answer, in UTF-8. */
  readonly bytes: number;
  /** From the invocation to its answer. */
  readonly milliseconds: number;
  readonly loaded: LoadReport;
};

/** Why a sync ended: its work was done, or it was stopped and goes on from its state next time. */
export type SyncEnd = 'done' | 'calls' | 'six-hours' | 'interrupted';

export type SyncReport = {
  readonly calls: number;
  /** Delivered in all answers, deleted ones counted. */
  readonly rows: number;
  readonly bytes: number;
  readonly milliseconds: number;
  readonly end: SyncEnd;
  /** What was accepted only because the sync was lenient, each text once. */
  readonly warnings: readonly string[];
};

/**
 * Plays Fivetran for one sync: calls the function with the stored state until it answers `hasMore: false`, storing
 * each answer's rows and state together. Throws `BrokenRule`, `FunctionError` or `WarehouseError`; the warehouse
 * then stands as the last good answer left it.
 */
export async function sync(request: SyncRequest): Promise<SyncReport> {
  const { warehouse, setup, store = null, syncId, now, signal, callsMax = Number.POSITIVE_INFINITY } = request;
  const beganMs = now();
  let state: Json = parseJson((await warehouse.state()) ?? '{}');
  let known = await knownKeys(warehouse);
  let emptyAnswers = 0;
  let rows = 0;
  let bytesInAll = 0;
  const warnings = new Set<string>();
  for (let nth = 1; ; nth += 1) {
    request.onInvoke?.({ nth, state });
    const calledMs = now();
    const file = `${syncId}/${nth}.json`;
    const object = store === null ? null : { bucket: store.bucket, key: file };
    const event = buildEvent(setup, { state, syncId, setupTest: false, object });
    const stored = store === null ? null : { file, read: () => store.read(file) };
    const { answer, bytes } = await callFunction(request.invoke, event, known, { lenient: request.lenient === true, stored });
    const milliseconds = now() - calledMs;
    const came = countRows(answer);
    emptyAnswers = came === 0 ? emptyAnswers + 1 : 0;
    if (emptyAnswers > emptyAnswersMax) {
      throw new BrokenRule('answers-are-not-empty-for-ever', `${emptyAnswers} answers in a row carried no row`);
    }
    const loaded = await warehouse.load(answer, { syncId, answerBytes: bytes, milliseconds });
    await store?.remove(file);
    if (loaded.tables.some(({ created }) => created)) known = await knownKeys(warehouse);
    rows += came;
    bytesInAll += bytes;
    for (const warning of answer.warnings) warnings.add(warning);
    request.onCall?.({ nth, state, answer, bytes, milliseconds, loaded });
    ({ state } = answer);
    const end = endOf(answer, { nth, callsMax, elapsedMs: now() - beganMs, interrupted: signal?.aborted === true });
    if (end !== null) {
      return { calls: nth, rows, bytes: bytesInAll, milliseconds: now() - beganMs, end, warnings: [...warnings] };
    }
  }
}

function endOf(
  { hasMore }: ReadAnswer,
  at: { readonly nth: number; readonly callsMax: number; readonly elapsedMs: number; readonly interrupted: boolean },
): SyncEnd | null {
  if (!hasMore) return 'done';
  if (at.interrupted) return 'interrupted';
  if (at.nth >= at.callsMax) return 'calls';
  return at.elapsedMs >= syncMsMax ? 'six-hours' : null;
}

async function knownKeys(warehouse: Warehouse): Promise<KnownKeys> {
  return Object.fromEntries((await warehouse.tables()).map(({ table, primaryKey }) => [table, primaryKey]));
}
