import { Failure } from '../core/failure.ts';
import type { Environment } from './environment.ts';
import { bodyBytesMax } from './limits.ts';

/** One request: a GET, or with a form a POST of it. It is given up when `signal` aborts. */
export type Request = {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly form?: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
};

/** What one attempt brought. `text` is the whole body, decoded from UTF-8. */
export type Received =
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly type: string;
      readonly headers: Headers;
      readonly retryAfter: string | null;
      /** The `Date` header, in milliseconds since 1970. */
      readonly dateMs: number | null;
      readonly text: string;
      /** Of the body, as it came, before its text was decoded. */
      readonly bytes: number;
      /** How long the source asks to wait by headers of its own, in milliseconds; left out where it does not. */
      readonly limitedForMs?: number | undefined;
    }
  | { readonly kind: 'broken'; readonly reason: string };

/**
 * Sends a request once, for at most `timeoutMs` including the body. A redirect is an answer like any other, so
 * credentials never travel on. Throws `LIMIT` for a body over the limit, `CONTRACT` for one that is not UTF-8,
 * and the signal's reason when the request's signal aborts.
 */
export async function send(
  environment: Environment,
  { url, headers, form, signal }: Request,
  timeoutMs: number,
): Promise<Received> {
  const timeout = environment.timeout(timeoutMs);
  try {
    const response = await environment.fetch(url, {
      headers: { accept: 'application/json', ...headers },
      ...(form === undefined ? {} : { method: 'POST', body: new URLSearchParams(form) }),
      redirect: 'manual',
      signal: AbortSignal.any([signal, timeout]),
    });
    const body = await readBody(response, url);
    return {
      kind: 'answer',
      status: response.status,
      type: response.headers.get('content-type') ?? 'no content type',
      headers: response.headers,
      retryAfter: response.headers.get('retry-after'),
      dateMs: parseDate(response.headers.get('date')),
      text: decode(body, url),
      bytes: body.byteLength,
    };
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof Failure) throw error;
    return { kind: 'broken', reason: timeout.aborted ? `no answer within ${timeoutMs / 1_000} s` : reasonOf(error) };
  }
}

function parseDate(text: string | null): number | null {
  const at = text === null ? Number.NaN : Date.parse(text);
  return Number.isFinite(at) ? at : null;
}

async function readBody(response: Response, url: URL): Promise<Uint8Array> {
  const declared = Number(response.headers.get('content-length') ?? Number.NaN);
  if (declared > bodyBytesMax) {
    await response.body?.cancel();
    throw tooLarge(url, declared);
  }
  // A compressed body may be larger than it declares.
  if (Number.isFinite(declared) && !response.headers.has('content-encoding')) {
    return response.bytes();
  }
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  const body: AsyncIterable<Uint8Array> | null = response.body;
  for await (const chunk of body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > bodyBytesMax) throw tooLarge(url, bytes);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function decode(bytes: Uint8Array, url: URL): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw new Failure(
      'CONTRACT',
      {
        at: place(url),
        expected: 'a body in UTF-8',
        came: 'its bytes are not',
        action: 'The API sends another encoding, which would damage its text.',
      },
      { cause: error },
    );
  }
}

function tooLarge(url: URL, bytes: number): Failure {
  return new Failure('LIMIT', {
    at: place(url),
    expected: `a body of at most ${bodyBytesMax} bytes`,
    came: `${bytes} bytes or more came`,
    action: 'Ask for fewer rows a page (pageSize), where the API can be asked for fewer.',
  });
}

/** Where a request went, without its query. */
export function place(url: URL, method: 'GET' | 'POST' = 'GET'): string {
  return `${method} ${url.origin}${url.pathname}`;
}

/** What broke a connection: the system's code where there is one. */
function reasonOf(error: unknown): string {
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  if (typeof cause === 'object' && cause !== null && 'code' in cause && typeof cause.code === 'string') return cause.code;
  return cause instanceof Error ? cause.message : String(cause);
}
