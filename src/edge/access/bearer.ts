import type { Identity } from './identity.ts';

/** `Authorization: Bearer …` (RFC 6750, 2.1). */
export function bearer(token: string): Identity {
  return { headers: { authorization: `Bearer ${token}` }, credentials: [token] };
}
