import type { Json } from '../core/json.ts';
import type { SyncCall, SyncInvocation, SyncReport } from '../emulator/sync.ts';
import type { TracedAsks } from '../emulator/trace.ts';
import type { TableSummary } from '../emulator/warehouse/table-summary.ts';
import type { ExplainedError } from './explain-error.ts';

/** How a sync is shown: in words with progress, as a trace, or as lines of JSON. */
export type SyncView = {
  readonly begin: (sync: BegunSync) => void;
  readonly invoke: (invocation: SyncInvocation) => void;
  readonly call: (call: SyncCall, asks: TracedAsks) => void;
  readonly end: (report: SyncReport, warehouse: SyncedWarehouse) => void;
  /** A sync that ended with an error; `asks` is what the failed call asked for. */
  readonly fail: (error: ExplainedError, asks: TracedAsks) => void;
  /** The process is about to end: the terminal is left as it was found. */
  readonly leave: () => void;
  /** Something that the user should know meanwhile. */
  readonly remark: (text: string) => void;
};

export type BegunSync = { readonly syncId: string; readonly source: string; readonly file: string; readonly state: Json };

/** What a sync left behind. */
export type SyncedWarehouse = { readonly file: string; readonly state: Json; readonly tables: readonly TableSummary[] };
