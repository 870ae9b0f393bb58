/**
 * What can go wrong, as a closed list: `SETTINGS` and `AUTHENTICATION` are the operator's to mend, `SOURCE`
 * is the API failing after all retries, `CONTRACT` the API answering in another shape than it promised,
 * `STATE` a state that cannot be read, `LIMIT` something too large or too slow, `BUG` ours.
 */
export type FailureCode = 'SETTINGS' | 'AUTHENTICATION' | 'SOURCE' | 'CONTRACT' | 'STATE' | 'LIMIT' | 'BUG';

/** The parts of a failure's message. None may hold a secret, a whole body or a person's data. */
export type FailureParts = {
  /** The setting, request, stream or field at fault. */
  readonly at: string;
  readonly expected: string;
  readonly came: string;
  /** What the reader can do about it. */
  readonly action: string;
  /** The sync in which it happened, by Fivetran's name for it. */
  readonly sync?: string;
};

/** An error of the closed list. `name` is the code, which Fivetran shows before the message. */
export class Failure extends Error {
  readonly code: FailureCode;
  readonly parts: FailureParts;

  constructor(code: FailureCode, parts: FailureParts, options?: ErrorOptions) {
    const sync = parts.sync === undefined ? '' : ` (sync ${parts.sync})`;
    super(`${parts.at}: expected ${parts.expected}, but ${parts.came}. ${parts.action}${sync}`, options);
    this.name = code;
    this.code = code;
    this.parts = parts;
  }
}
