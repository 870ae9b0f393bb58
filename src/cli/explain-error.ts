import { Failure } from '../core/failure.ts';
import { FunctionError } from '../emulator/function-error.ts';
import { NotInvoked } from '../emulator/not-invoked.ts';
import { BrokenRule } from '../emulator/rules/broken-rule.ts';
import { WarehouseError } from '../emulator/warehouse/warehouse-error.ts';
import { exitCode, type ExitCode } from './exit-code.ts';
import { UsageError } from './usage-error.ts';

/** An error in words for the person at the terminal, and in parts for a machine. */
export type ExplainedError = {
  readonly exitCode: ExitCode;
  readonly kind: 'usage' | 'function' | 'invocation' | 'rule' | 'warehouse' | 'bug';
  /** The stable name within its kind: the function's error type, AWS's name, the rule, the warehouse's code. */
  readonly code: string;
  readonly text: string;
};

/** Only a fault of our own keeps its stack. */
export function explainError(error: unknown): ExplainedError {
  if (error instanceof UsageError) return { exitCode: exitCode.usage, kind: 'usage', code: 'usage', text: error.message };
  if (error instanceof BrokenRule) return explainBrokenRule(error);
  if (error instanceof FunctionError) return explainFunctionError(error);
  if (error instanceof NotInvoked) {
    const text = `The function could not be called: ${error.message}`;
    return { exitCode: error.temporary ? exitCode.functionFailed : exitCode.usage, kind: 'invocation', code: error.code, text };
  }
  if (error instanceof WarehouseError) {
    // SQL and states are what the user gave; everything else is the file.
    const given = error.code === 'query' || error.code === 'state';
    return { exitCode: given ? exitCode.usage : exitCode.warehouse, kind: 'warehouse', code: error.code, text: error.message };
  }
  if (error instanceof Failure && error.code !== 'BUG') {
    return { exitCode: exitCode.usage, kind: 'usage', code: error.code, text: error.message };
  }
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { exitCode: exitCode.bug, kind: 'bug', code: 'bug', text: `This is a fault of the program itself. Please report it with these lines:\n${stack}` };
}

function explainBrokenRule(error: BrokenRule): ExplainedError {
  const text = `An answer of the function breaks a rule of Fivetran's protocol, and was not stored:\n${error.message}`;
  return { exitCode: exitCode.ruleBroken, kind: 'rule', code: error.rule, text };
}

function explainFunctionError(error: FunctionError): ExplainedError {
  const settings = error.errorType === 'SETTINGS';
  const after = settings
    ? 'The function read nothing, and no row was changed.'
    : 'Nothing of this call was stored. As with Fivetran, the state stays that of the last good answer, and the next sync goes on from it.';
  const text = `The function ended with an error, which Fivetran would show as:\n  ${error.message}\n${after}`;
  return { exitCode: settings ? exitCode.usage : exitCode.functionFailed, kind: 'function', code: error.errorType, text };
}
