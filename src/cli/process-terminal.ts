import { environment } from '../hosts/environment.ts';
import { exitCode } from './exit-code.ts';
import type { Terminal } from './terminal.ts';

/** The terminal, or the pipes, that this process was started in. */
export const processTerminal: Terminal = {
  output: process.stdout,
  errors: process.stderr,
  variables: process.env,
  environment,
  onInterrupt: (listener) => {
    process.on('SIGINT', listener).on('SIGTERM', listener);
    return () => {
      process.off('SIGINT', listener).off('SIGTERM', listener);
    };
  },
  exit: (code) => process.exit(code),
};

// A reader that has seen enough, such as `head`, closes the pipe: that ends the command, it is no fault.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(exitCode.interrupted);
    throw error;
  });
}
