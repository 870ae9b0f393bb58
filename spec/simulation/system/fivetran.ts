import { BrokenRule } from '../../../src/emulator/rules/broken-rule.ts';
import { isJsonObject, type JsonObject } from '../../../src/core/json.ts';
import { buildEvent, type ConnectionSetup } from '../../../src/emulator/build-event.ts';
import { callFunction } from '../../../src/emulator/call-function.ts';
import { FunctionError } from '../../../src/emulator/function-error.ts';
import { emptyAnswersMax, syncMsMax } from '../../../src/emulator/rules/limits.ts';
import type { ReadAnswer } from '../../../src/emulator/rules/read-answer.ts';
import { countRows } from '../../../src/protocol/answer.ts';
import type { CallManner, SyncCommand } from './command.ts';
import type { CallEnd, Recorder } from './history.ts';
import { LambdaInstance, type CreateHandler, type Invoked, type LambdaParts } from './lambda.ts';

/** What Fivetran needs of the world. */
export type FivetranParts = {
  readonly lambda: LambdaParts;
  readonly createHandler: CreateHandler;
  readonly connection: () => ConnectionSetup;
  /** Whether the rows go through the bucket. */
  readonly throughS3: boolean;
  /** How a call goes that nothing was drawn for. */
  readonly ordinary: CallManner;
  readonly sourceLatest: () => number;
  readonly record: Recorder;
};

/** A sync of more calls than this does not end. */
const callsMax = 2_000;

/** Plays Fivetran with all its habits: it repeats calls, loads answers twice, loses answers and gives up. */
export class Fivetran {
  readonly #parts: FivetranParts;
  #state: JsonObject = {};
  #known: Readonly<Record<string, readonly string[]>> = {};
  #instances: LambdaInstance[] = [];
  #syncs = 0;
  #calls = 0;

  constructor(parts: FivetranParts) {
    this.#parts = parts;
  }

  /** Whether no sync was interrupted: every stream is idle or unknown. */
  get idle(): boolean {
    const { streams } = this.#state;
    return !isJsonObject(streams) || Object.values(streams).every((stream) => isJsonObject(stream) && stream['phase'] === 'idle');
  }

  /** Starts from the beginning; the next sync reads everything again. */
  reset(tables: 'emptied' | 'kept'): void {
    this.#state = {};
    if (tables === 'emptied') this.#known = {};
    this.#parts.record({ kind: 'reset', tables });
  }

  /** `clean`: nothing disturbs the sync, and the source stands still. */
  async sync({ callsMax: giveUpAfter, calls }: Pick<SyncCommand, 'callsMax' | 'calls'>, clean = false): Promise<void> {
    const { record, connection, lambda } = this.#parts;
    this.#syncs += 1;
    const sync = this.#syncs;
    const began = lambda.clock.now;
    record({ kind: 'sync began', sync, clean, pageSize: Number(connection().payload['pageSize']) });
    let emptyAnswers = 0;
    for (let nth = 0; ; nth += 1) {
      const answer = await this.#callOnce(calls[nth] ?? this.#parts.ordinary);
      const why = ((): string | null => {
        if (answer === null) return 'an error';
        emptyAnswers = countRows(answer) === 0 ? emptyAnswers + 1 : 0;
        if (emptyAnswers > emptyAnswersMax) return 'too many empty answers';
        if (!answer.hasMore) return 'done';
        if (nth + 1 >= callsMax) return 'endless';
        return nth + 1 >= giveUpAfter || lambda.clock.now - began >= syncMsMax ? 'given up' : null;
      })();
      if (why === null) continue;
      record({ kind: 'sync ended', sync, why });
      return;
    }
  }

  /** One call in its manner. Null where Fivetran saw an error; the state then stays. */
  async #callOnce(manner: CallManner): Promise<ReadAnswer | null> {
    const { clock } = this.#parts.lambda;
    const { limitMs, way } = manner;
    if (way.kind !== 'as it should') this.#parts.record({ kind: 'disturbed', manner });
    const call = (diesAfterMs: number | null = null): Promise<Called> => this.#call({ limitMs, diesAfterMs });
    switch (way.kind) {
      case 'as it should':
        return this.#store(await clock.until(call()));
      case 'Lambda dies before it':
        return null;
      case 'Lambda dies while it answers':
        return this.#store(await clock.until(call(way.afterMs)));
      case 'Lambda dies after answering':
        await clock.until(call());
        this.#instances = [];
        return null;
      case 'called again': {
        const first = await clock.until(call());
        if (first.answer !== null && way.firstLoaded) this.#load(first.call, first.answer);
        return this.#store(await clock.until(call()));
      }
      case 'called twice at once': {
        const later = new Promise<void>((resolve) => {
          clock.at(clock.now + way.laterMs, resolve);
        });
        const [first, second] = await clock.until(Promise.all([call(), later.then(() => call())]));
        return this.#store(way.used === 'first' ? first : second);
      }
      case 'answer loaded twice': {
        const called = await clock.until(call());
        if (called.answer !== null) this.#load(called.call, called.answer);
        return this.#store(called);
      }
    }
  }

  async #call({ limitMs, diesAfterMs }: { readonly limitMs: number | null; readonly diesAfterMs: number | null }): Promise<Called> {
    const { lambda, record, connection } = this.#parts;
    this.#calls += 1;
    const call = this.#calls;
    const state = this.#state;
    record({ kind: 'called', call, state, limitMs });
    const began = lambda.clock.now;
    const instance = this.#idleInstance();
    const invocations: Invoked[] = [];
    const invoke = async (event: string): Promise<Invoked['invocation']> => {
      const invoked = await instance.invoke(event, { call, limitMs, diesAfterMs });
      invocations.push(invoked);
      return invoked.invocation;
    };
    const { bucket } = lambda;
    const file = `sync-${this.#syncs}/call-${call}.json`;
    const object = this.#parts.throughS3 ? { bucket: bucket.bucket, key: file } : null;
    const event = buildEvent(connection(), { state, syncId: `sync-${this.#syncs}`, setupTest: false, object });
    const stored = object === null ? null : { file, read: () => bucket.read(file) };
    const end = await callFunction(invoke, event, this.#known, { lenient: false, stored }).then(
      ({ answer, bytes }): CallEnd => ({ kind: 'answer', answer, bytes }),
      (error: unknown) => endOf(error, invocations.at(-1)),
    );
    const [{ shown, leftOver } = { shown: [], leftOver: [] }] = invocations;
    await bucket.remove(file);
    record({ kind: 'ended', call, end, milliseconds: lambda.clock.now - began, shown, leftOver });
    return { call, answer: end.kind === 'answer' ? end.answer : null };
  }

  /** Every warm instance that is idle serves again; a call at the same time gets one of its own. */
  #idleInstance(): LambdaInstance {
    this.#instances = this.#instances.filter(({ dead }) => !dead);
    const idle = this.#instances.find(({ busy }) => !busy);
    if (idle !== undefined) return idle;
    const fresh = new LambdaInstance(this.#parts.createHandler, this.#parts.lambda);
    this.#instances.push(fresh);
    return fresh;
  }

  #store({ call, answer }: Called): ReadAnswer | null {
    if (answer === null) return null;
    this.#load(call, answer);
    this.#state = answer.state;
    this.#parts.record({ kind: 'stored', call, state: answer.state });
    return answer;
  }

  #load(call: number, answer: ReadAnswer): void {
    const keys = Object.entries(answer.schema).map(([table, { primary_key }]): [string, readonly string[]] => [table, primary_key]);
    this.#known = { ...Object.fromEntries(keys), ...this.#known };
    this.#parts.record({ kind: 'loaded', call, answer, sourceLatest: this.#parts.sourceLatest() });
  }
}

type Called = { readonly call: number; readonly answer: ReadAnswer | null };

function endOf(error: unknown, invoked: Invoked | undefined): CallEnd {
  if (error instanceof BrokenRule) return { kind: 'broken rule', message: `${error.rule}: ${error.seen}` };
  if (!(error instanceof FunctionError)) throw error;
  if (invoked !== undefined && invoked.died !== null) return { kind: 'died', ...invoked.died };
  return { kind: 'error', type: error.errorType, message: error.message };
}
