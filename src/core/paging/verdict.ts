import type { Cursor } from '../cursor.ts';

/** What a page means for the window it was asked for. */
export type Verdict<Position> =
  /** Its rows go out, and reading goes on from the position. */
  | { readonly kind: 'deliver'; readonly position: Position }
  /** Its rows go out, and nothing of the window is left to read. `cursor` is where a list without a window goes on from. */
  | { readonly kind: 'finish'; readonly cursor?: Cursor }
  /** None of its rows is new, and nothing is left to read. */
  | { readonly kind: 'end' }
  /** Its rows do not go out; the position says what to ask for. */
  | { readonly kind: 'drop'; readonly position: Position }
  /** A row entered the window, against the API's promise: the window starts over. */
  | { readonly kind: 'entered' }
  /** The token is too old: the window starts over from its beginning. */
  | { readonly kind: 'expired' }
  /** The window holds more rows than the API pages through: it is cut in time. */
  | { readonly kind: 'cut' };
