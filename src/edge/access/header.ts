import type { Identity } from './identity.ts';

/** A key in a header of the API's own, such as `X-Api-Key`. */
export function header(name: string, key: string): Identity {
  return { headers: { [name]: key }, credentials: [key] };
}
