import { Failure } from '../../core/failure.ts';
import { urlProblem } from '../url-problem.ts';
import { basic } from './basic.ts';
import type { Identity } from './identity.ts';

/** The request that a token is fetched with. */
export type TokenExchange = {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly form: Readonly<Record<string, string>>;
};

/** What an authorization server wants to know. */
export type ClientCredentials = {
  /** The token endpoint: `https`, or this machine's own loopback. */
  readonly tokenUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly scope?: string;
  /** Further fields of the form, such as an audience. */
  readonly parameters?: Readonly<Record<string, string>>;
  /** Where id and secret go: in a header, which every server has to take (RFC 6749, 2.3.1), or in the form. */
  readonly sendsSecretIn?: 'header' | 'form';
};

/**
 * OAuth 2.0 client credentials (RFC 6749, 4.4): a token is fetched inside each call, at its first need. Throws
 * `SETTINGS` for a token endpoint that a secret must not be sent to.
 */
export function clientCredentials(given: ClientCredentials): Identity {
  const { tokenUrl, clientId, clientSecret, scope, parameters = {}, sendsSecretIn = 'header' } = given;
  const problem = urlProblem(tokenUrl);
  if (problem !== null) {
    throw new Failure('SETTINGS', {
      at: 'the token URL',
      expected: 'an address that a secret may be sent to',
      came: problem,
      action: "Correct it in the connection's settings.",
    });
  }
  // Both halves are encoded as in a form first (RFC 6749, 2.3.1).
  const pair = basic(formEncoded(clientId), formEncoded(clientSecret));
  const form = { grant_type: 'client_credentials', ...(scope === undefined ? {} : { scope }), ...parameters };
  const exchange: TokenExchange =
    sendsSecretIn === 'header'
      ? { url: new URL(tokenUrl), headers: pair.headers, form }
      : { url: new URL(tokenUrl), headers: {}, form: { ...form, client_id: clientId, client_secret: clientSecret } };
  return { headers: {}, exchange, credentials: [clientSecret, ...pair.credentials] };
}

function formEncoded(text: string): string {
  return new URLSearchParams({ '': text }).toString().slice(1);
}
