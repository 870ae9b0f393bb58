import { Failure, type FailureCode } from '../core/failure.ts';
import { isLimited } from './retry.ts';
import { place, type Received, type Request } from './send.ts';

/**
 * The failure that a request ended with after `tried` attempts. `waitMs` is the wait that did not fit the
 * call's time, or null where trying again would not have helped.
 */
export function explainStatus(
  { url, form }: Request,
  received: Received,
  tried: number,
  waitMs: number | null,
  redact: (text: string) => string,
): Failure {
  const tries = tried === 1 ? 'at the first try' : `after ${tried} tries`;
  const unfit = waitMs === null ? '' : `, and waiting ${String(Math.ceil(waitMs / 1_000))} s more does not fit this call`;
  const explain = (code: FailureCode, came: string, action: string): Failure =>
    new Failure(code, { at: place(url, form === undefined ? 'GET' : 'POST'), expected: 'status 200', came: `${came} ${tries}${unfit}`, action });

  if (received.kind === 'broken') {
    return explain('SOURCE', `the connection failed (${received.reason})`, 'See that baseUrl is right and the API can be reached.');
  }
  const { status } = received;
  const came = `${status} came${problemOf(received, redact)}`;
  if (isLimited(received)) {
    return explain('SOURCE', `${came}, which asks to slow down`, 'The API was asked too often; Fivetran tries again later. Lower requestsPerSecond.');
  }
  if (status === 401 || status === 403) {
    return explain('AUTHENTICATION', came, 'See that the secrets of this connection are right and still valid.');
  }
  if (status >= 300 && status < 400) {
    return explain('CONTRACT', came, 'Credentials never follow a redirect: set baseUrl to the address that answers itself.');
  }
  if (status >= 500 || status === 408 || status === 425) {
    return explain('SOURCE', came, 'The API is overloaded or out of order; Fivetran tries again later.');
  }
  if (status === 404) return explain('CONTRACT', came, 'See that baseUrl is the address of the API, its path included.');
  return explain('CONTRACT', came, 'The API refuses what its source asks for: compare the two.');
}

/** What a body of `application/problem+json` (RFC 9457) says, in at most 200 characters. */
function problemOf({ type, text }: Extract<Received, { kind: 'answer' }>, redact: (text: string) => string): string {
  if (!/^application\/problem\+json\b/i.test(type)) return '';
  try {
    const problem: unknown = JSON.parse(text);
    if (typeof problem !== 'object' || problem === null) return '';
    const said = ['title', 'detail'].flatMap((name) => {
      const value: unknown = Reflect.get(problem, name);
      return typeof value === 'string' ? [value] : [];
    });
    return said.length === 0 ? '' : ` (${shorten(redact(said.join(': ')), 200)})`;
  } catch {
    // The status is the fact; a body that cannot be read adds nothing to it.
    return '';
  }
}

/** Only of a text without secrets: one that was cut in two would no longer be recognized. */
function shorten(text: string, charactersMax: number): string {
  return text.length <= charactersMax ? text : `${text.slice(0, charactersMax - 1)}…`;
}
