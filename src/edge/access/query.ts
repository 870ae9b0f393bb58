import type { Identity } from './identity.ts';

/** A key in a query parameter. It is left out of every message, and of every link that the state keeps. */
export function query(parameter: string, key: string): Identity {
  return { headers: {}, query: { [parameter]: key }, credentials: [key] };
}
