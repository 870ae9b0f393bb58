import { Failure } from '../../core/failure.ts';
import type { Identity } from './identity.ts';

/** `Authorization: Basic …` (RFC 7617). Throws `SETTINGS` for a user name with a colon, which it cannot carry. */
export function basic(user: string, password: string): Identity {
  if (user.includes(':')) {
    throw new Failure('SETTINGS', {
      at: 'the user name',
      expected: 'a text without a colon',
      came: 'it has one, where the password would begin',
      action: "Correct it in the connection's secrets.",
    });
  }
  const pair = `${user}:${password}`;
  // The pair is a credential of its own: in base64 it shows neither half as it is.
  return { headers: { authorization: `Basic ${Buffer.from(pair).toString('base64')}` }, credentials: [password, pair] };
}
