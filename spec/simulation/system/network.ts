import type { Recorder } from './history.ts';
import { answerLoanRequest, loanProblem, readLoanRequest, type LoanAnswer, type LoanRequest } from './loan-api.ts';
import { simulatedResponse } from './simulated-response.ts';
import type { SourceWorld } from './source-world.ts';
import { calmTurn, type Fate, type RetryAfter, type Turn } from './turn.ts';

/** Waits so many milliseconds of simulated time; rejects when the request is aborted. Infinity is for ever. */
export type Wait = (ms: number) => Promise<void>;

/** Who asks: the call's number, and the bearer token that the source must never give back to anyone. */
export type Asker = { readonly call: number; readonly token: string };

/** Says what becomes of a request. */
export type Weather = (request: LoanRequest) => Turn;

/** Every request in its turn; after those that were drawn all is calm. */
export function inTurn(turns: readonly Turn[]): Weather {
  let nth = 0;
  return () => {
    nth += 1;
    return turns[nth - 1] ?? calmTurn;
  };
}

/** Between Lambda and the source. */
export class Network {
  weather: Weather = () => calmTurn;
  readonly #source: SourceWorld;
  readonly #record: Recorder;

  constructor(source: SourceWorld, record: Recorder) {
    this.#source = source;
    this.#record = record;
  }

  async fetch(url: URL, { call, token }: Asker, wait: Wait): Promise<Response> {
    const request = readLoanRequest(url);
    const turn = this.weather(request);
    this.#record({ kind: 'requested', call, request, turn });
    await wait(turn.delayMs);
    const executed = await this.#arrive(request, turn, token, wait);
    await wait(turn.delayMs);
    if (turn.fate.kind === 'lost on the way back') throw brokenConnection();
    return respond(executed, turn, wait);
  }

  async #arrive(request: LoanRequest, turn: Turn, token: string, wait: Wait): Promise<Executed> {
    const { edits, fate } = turn;
    if (fate.kind === 'lost on the way there') throw brokenConnection();
    const first = fate.kind === 'executed twice' ? this.#execute(request, turn) : null;
    if (first !== null) await wait(turn.delayMs);
    for (const edit of edits) this.#source.edit(edit);
    if (fate.kind === 'never answered') await wait(Number.POSITIVE_INFINITY);
    if (fate.kind === 'refused') return this.#refuse(fate, `${fate.body === 'long problem' ? longWords : ''}Authorization: Bearer ${token}`);
    const second = this.#execute(request, turn);
    return fate.kind === 'executed twice' && fate.answered === 'first' ? (first ?? second) : second;
  }

  #execute(request: LoanRequest, { answering }: Turn): Executed {
    return { ...answerLoanRequest(this.#source.records, request), date: this.#source.dateAfter(answering), retryAfter: null };
  }

  #refuse({ status, retryAfter, body }: Extract<Fate, { kind: 'refused' }>, detail: string): Executed {
    const answer = body === 'page' ? { status, body: `<html><body>${status} ${detail}</body></html>` } : loanProblem(status, detail);
    return { ...answer, date: this.#source.dateAfter(0), retryAfter: retryAfter === null ? null : this.#retryAfter(retryAfter) };
  }

  #retryAfter({ form, seconds }: RetryAfter): string {
    return form === 'seconds' ? String(seconds) : new Date(this.#source.now() + seconds * 1_000).toUTCString();
  }
}

/** What the source made of a request, at the moment when it did. */
type Executed = LoanAnswer & { readonly date: string | null; readonly retryAfter: string | null };

function respond({ status, body, date, retryAfter }: Executed, { fate }: Turn, wait: Wait): Response {
  const bytes = new TextEncoder().encode(body);
  const headers: Record<string, string> = { 'content-type': status === 200 ? 'application/json' : 'application/problem+json' };
  if (date !== null) headers['date'] = date;
  if (retryAfter !== null) headers['retry-after'] = retryAfter;
  if (fate.kind === 'refused' && fate.body === 'page') headers['content-type'] = 'text/html';
  if (!(fate.kind === 'cut off' && fate.how === 'closed')) headers['content-length'] = String(bytes.byteLength);
  return simulatedResponse({ status, headers }, async () => {
    if (fate.kind === 'slow') await wait(fate.ms);
    if (fate.kind !== 'cut off') return bytes;
    if (fate.how === 'broken') throw brokenConnection();
    return bytes.slice(0, Math.floor((bytes.byteLength * fate.hundredths) / 100));
  });
}

/** Of the 200 characters that an error quotes of a problem, all but the last few. */
const longWords = 'words '.repeat(24);

/** As `fetch` reports a connection that broke. */
function brokenConnection(): TypeError {
  return new TypeError('fetch failed', { cause: Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' }) });
}
