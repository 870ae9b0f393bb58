import type { Environment } from '../edge/environment.ts';
import type { ProgressOutput } from '../emulator/progress.ts';

/** All that the command line takes from the process it runs in, so that a test can stand in for it. */
export type Terminal = {
  /** What was asked for goes here, and nothing else. */
  readonly output: TerminalOutput;
  /** Progress, remarks and errors. */
  readonly errors: TerminalOutput;
  /** The environment variables. */
  readonly variables: Readonly<Record<string, string | undefined>>;
  /** Clock and network, for the function as for the command line itself. */
  readonly environment: Environment;
  /** Calls the listener at each Ctrl-C until the returned function is called. */
  readonly onInterrupt: (listener: () => void) => () => void;
  /** Ends the process at once. */
  readonly exit: (code: number) => void;
};

export type TerminalOutput = ProgressOutput & { readonly columns?: number };
