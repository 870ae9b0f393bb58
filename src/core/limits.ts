/** The version of the state's format. A state of another version is refused, never guessed at. */
export const stateVersion = 1;

/**
 * T2: how often a window may start over because a row entered it, which its API promised not to happen, or because its
 * token expired. Three forgives an operator's back-dated import; more would hide a broken promise and might never end.
 */
export const windowRestartsMax = 3;

/** The local clock may be up to a second ahead of an HTTP `Date`, which carries whole seconds only (RFC 9110, 5.6.7). */
export const clockRoundingMs = 1_000;

/**
 * T2: pages of one window that are asked for where only the API says when to stop. At a row a page it is still more
 * than a window should hold; an API that goes on longer answers every number, or makes up tokens for ever.
 */
export const pagesMax = 1_000_000;

/** W3: a token or a key longer than this is refused, since the state holds up to two of them. */
export const tokenCharactersMax = 4_096;

/** Clocks are set by up to two hours (Troll station, Antarctica); a window that begins so near a change reaches back. */
export const clockChangeMsMax = 2 * 60 * 60 * 1_000;
