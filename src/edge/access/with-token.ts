import { Failure } from '../../core/failure.ts';
import { isJsonObject } from '../../core/json.ts';
import type { Answered, Client } from '../client.ts';
import type { Environment } from '../environment.ts';
import { tokenMarginMsMax } from '../limits.ts';
import { place } from '../send.ts';
import type { TokenExchange } from './client-credentials.ts';

/**
 * A client whose every GET carries a token, which is fetched when it is first needed, shared by requests under way, and
 * fetched anew before it expires and once where it is refused. `learn` is told each, so that it can be struck out. It
 * lives as long as the client, so nothing of it outlives the call.
 */
export function withToken(client: Client, exchange: TokenExchange, environment: Pick<Environment, 'now'>, call: AbortSignal, learn: (token: string) => void): Client {
  let newest: Promise<Token> | null = null;
  const renew = (): Promise<Token> => {
    // Not the signal of the page that needs it first: others wait for it too.
    const fetched = fetchToken(client, exchange, environment, call).then((token) => {
      learn(token.text);
      return token;
    });
    newest = fetched;
    fetched.catch(() => {
      if (newest === fetched) newest = null;
    });
    return fetched;
  };
  /** The token at hand, unless it is the one that was refused or about to expire; the first to notice fetches another. */
  const tokenBut = async (refused: string | null): Promise<Token> => {
    const known = newest ?? renew();
    const token = await known;
    if (token.text !== refused && environment.now() < token.renewAtMs) return token;
    return newest === known || newest === null ? renew() : newest;
  };
  return {
    ...client,
    get: async (request, accepted = []) => {
      const carrying = ({ text }: Token) => ({ ...request, headers: { ...request.headers, authorization: `Bearer ${text}` } });
      const token = await tokenBut(null);
      const answered = await client.get(carrying(token), [...accepted, 401]);
      if (answered.status !== 401) return answered;
      return client.get(carrying(await tokenBut(token.text)), accepted);
    },
  };
}

type Token = { readonly text: string; readonly renewAtMs: number };

/** By these an authorization server says that it does not know the client (RFC 6749, 5.2). */
const refusals = [400, 401, 403];

async function fetchToken(client: Client, { url, headers, form }: TokenExchange, { now }: Pick<Environment, 'now'>, signal: AbortSignal): Promise<Token> {
  const { status, body } = await client.post({ url, headers, form, signal }, refusals);
  if (status !== 200) {
    throw new Failure('AUTHENTICATION', {
      at: place(url, 'POST'),
      expected: 'a token',
      came: `${status} came`,
      action: 'See that the client id and secret of this connection are right and still valid.',
    });
  }
  return readToken(url, body, now());
}

/** RFC 6749, 5.1. Only what a header can carry is a token; some servers write its life as a text. */
function readToken(url: URL, body: Answered['body'], nowMs: number): Token {
  const { access_token: text, token_type: type = 'bearer', expires_in: life } = isJsonObject(body) ? body : {};
  const lifeMs = life === undefined || life === null ? Number.POSITIVE_INFINITY : Number(life) * 1_000;
  const isToken = typeof text === 'string' && /^[\x21-\x7e]+$/.test(text) && typeof type === 'string' && /^bearer$/i.test(type);
  if (isToken && lifeMs >= 0) return { text, renewAtMs: nowMs + lifeMs - Math.min(tokenMarginMsMax, lifeMs / 10) };
  throw new Failure('CONTRACT', {
    at: place(url, 'POST'),
    expected: 'a bearer token (RFC 6749, 5.1)',
    came: 'the answer has another shape',
    action: 'See that the token URL is right, and that it gives bearer tokens.',
  });
}
