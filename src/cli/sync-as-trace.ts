import { createTrace, type TracedNames } from '../emulator/trace.ts';
import type { SyncInvocation } from '../emulator/sync.ts';
import type { Printer } from './printer.ts';
import type { SyncView } from './sync-view.ts';
import { syncInWords } from './sync-in-words.ts';
import type { Terminal } from './terminal.ts';
import { tracedRows } from './traced-rows.ts';

/** A sync as a table that grows by a line per call; what came of it is told in words. */
export function syncAsTrace({ environment: { now } }: Pick<Terminal, 'environment'>, printer: Printer, names: TracedNames): SyncView {
  const trace = createTrace(names);
  // The lines of the trace are its progress.
  const words = syncInWords(printer, () => ({ show: () => undefined, end: () => undefined }));
  let invoked: (SyncInvocation & { readonly atMs: number }) | null = null;
  return {
    ...words,
    begin: (sync) => {
      invoked = null;
      words.begin(sync);
      printer.print(trace.head());
    },
    invoke: (invocation) => {
      invoked = { ...invocation, atMs: now() };
    },
    call: (call, asks) => {
      words.call(call, asks);
      const { nth, state, answer, bytes, milliseconds } = call;
      printer.print(
        trace.line({ nth, stateIn: state, asks, rows: tracedRows(answer), bytes, milliseconds, stateOut: answer.state, hasMore: answer.hasMore }),
      );
      invoked = null;
    },
    fail: (error, asks) => {
      if (invoked !== null) {
        const { nth, state, atMs } = invoked;
        printer.print(trace.failure({ nth, stateIn: state, asks, milliseconds: now() - atMs, error: error.code }));
      }
      words.fail(error, asks);
    },
  };
}
