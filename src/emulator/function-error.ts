/** The function ended with an error, shown as Fivetran shows it. The state stays that of the last good answer. */
export class FunctionError extends Error {
  readonly errorType: string;

  constructor(errorType: string, errorMessage: string) {
    super(`${errorType} : ${errorMessage}`);
    this.name = 'FunctionError';
    this.errorType = errorType;
  }
}
