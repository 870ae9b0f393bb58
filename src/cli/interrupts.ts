import type { Terminal } from './terminal.ts';
import { exitCode } from './exit-code.ts';

/** The wish to stop: the signal aborts at the first Ctrl-C; the second ends the process. */
export type Interrupts = { readonly signal: AbortSignal; readonly stopListening: () => void };

/**
 * One Ctrl-C may arrive twice: the terminal sends it to every process of its group, and npm passes it on. People are slower
 * than this, in milliseconds.
 */
const sameKeyMs = 400;

export function listenForInterrupts(
  { onInterrupt, exit, environment: { now } }: Pick<Terminal, 'onInterrupt' | 'exit' | 'environment'>,
  reactions: { readonly first: () => void; readonly second: () => void },
): Interrupts {
  const stopping = new AbortController();
  let firstMs = 0;
  const stopListening = onInterrupt(() => {
    if (!stopping.signal.aborted) {
      firstMs = now();
      stopping.abort();
      reactions.first();
    } else if (now() - firstMs > sameKeyMs) {
      reactions.second();
      exit(exitCode.interrupted);
    }
  });
  return { signal: stopping.signal, stopListening };
}
