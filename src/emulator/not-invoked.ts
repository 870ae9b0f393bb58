/**
 * A deployed function could not be called at all. `temporary` says whether the same call may work later; where it is false
 * somebody has to mend something first. The message says what.
 */
export class NotInvoked extends Error {
  /** AWS's or Node's own name for it, such as ResourceNotFoundException. */
  readonly code: string;
  readonly temporary: boolean;

  constructor(code: string, temporary: boolean, message: string) {
    super(message);
    this.name = 'NotInvoked';
    this.code = code;
    this.temporary = temporary;
  }
}
