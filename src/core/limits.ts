/** The version of the state's format. A state of another version is refused, never guessed at. */
export const stateVersion = 1;

/**
 * T2: how often a window may start over because a row entered it, which its API promised not to happen.
 * Three forgives an operator's back-dated import; more would hide a broken promise and might never end.
 */
export const windowRestartsMax = 3;

/** The local clock may be up to a second ahead of an HTTP `Date`, which carries whole seconds only (RFC 9110, 5.6.7). */
export const clockRoundingMs = 1_000;
