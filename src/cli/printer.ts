import { redactor } from '../edge/redact.ts';
import type { Terminal, TerminalOutput } from './terminal.ts';

/** The only way to the terminal's text: whatever is hidden can't be printed, by whichever path it came. */
export type Printer = {
  /** A line of what was asked for. */
  readonly print: (text: string) => void;
  /** A line beside it: an error, a remark. */
  readonly remark: (text: string) => void;
  /** Strikes out these texts from now on, also as JSON escapes them. */
  readonly hide: (credentials: readonly string[]) => void;
};

export function createPrinter({ output, errors }: Pick<Terminal, 'output' | 'errors'>): Printer {
  let redact = (text: string): string => text;
  const writeLine = (to: TerminalOutput, text: string): void => {
    to.write(`${redact(text)}\n`);
  };
  return {
    print: (text) => {
      writeLine(output, text);
    },
    remark: (text) => {
      writeLine(errors, text);
    },
    hide: (credentials) => {
      redact = redactor(credentials.flatMap((text) => [text, JSON.stringify(text).slice(1, -1)]));
    },
  };
}
