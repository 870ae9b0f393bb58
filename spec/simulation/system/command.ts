import { printPut, type PutFate } from './bucket.ts';
import { printEdits, type Edit } from './edit.ts';
import { printTurn, type Turn } from './turn.ts';

/** What Fivetran, the operator or the passing of time does next. */
export type Command = SyncCommand | PauseCommand | ResetCommand | ClockCommand | SettingCommand;

/** Fivetran syncs: it calls until `hasMore` is false, an error comes, or it gives up after so many calls. */
export type SyncCommand = {
  readonly kind: 'sync';
  readonly callsMax: number;
  /** How each call goes, in their order; the calls after these go as they should. */
  readonly calls: readonly CallManner[];
  /** What becomes of each request, in their order; those after these are calm. */
  readonly turns: readonly Turn[];
  /** What becomes of each object put into S3, in their order; those after these are stored. */
  readonly puts?: readonly PutFate[];
};

export type CallManner = {
  /** How long the invocation may take; null is no limit. */
  readonly limitMs: number | null;
  readonly way: CallWay;
};

export type CallWay =
  | { readonly kind: 'as it should' }
  | { readonly kind: 'Lambda dies before it' }
  | { readonly kind: 'Lambda dies while it answers'; readonly afterMs: number }
  | { readonly kind: 'Lambda dies after answering' }
  /** Fivetran asks again with the same state; the rows of the first answer may have been loaded all the same. */
  | { readonly kind: 'called again'; readonly firstLoaded: boolean }
  | { readonly kind: 'called twice at once'; readonly laterMs: number; readonly used: 'first' | 'second' }
  | { readonly kind: 'answer loaded twice' };

export type PauseCommand = { readonly kind: 'pause'; readonly ms: number; readonly edits: readonly Edit[] };

/** The state is emptied, and everything is read again. */
export type ResetCommand = { readonly kind: 'reset'; readonly tables: 'emptied' | 'kept' };

/** The source's clock steps back by a quarter of the settling time at most; Lambda's as it likes. */
export type ClockCommand = { readonly kind: 'clock'; readonly whose: 'source' | 'Lambda'; readonly ms: number };

/** The connection is set up otherwise from now on. */
export type SettingCommand = { readonly kind: 'setting' } & (
  | { readonly name: 'pageSize'; readonly value: number }
  | { readonly name: 'concurrency'; readonly value: number }
  | { readonly name: 'streams'; readonly value: 'all' | 'loan_applications' | 'deleted_loan_applications' }
  | { readonly name: 'path'; readonly value: '' | '/loans' }
);

/** A command as a sentence. */
export function printCommand(command: Command): string {
  switch (command.kind) {
    case 'sync':
      return printSync(command);
    case 'pause':
      return `${printDuration(command.ms)} pass${command.edits.length === 0 ? '' : `, while somebody edits (${printEdits(command.edits)})`}`;
    case 'reset':
      return `the connection is re-synced from the beginning, its tables ${command.tables}`;
    case 'clock':
      return `the clock of ${command.whose} steps by ${command.ms} ms`;
    case 'setting':
      return `${command.name} is set to '${command.value}'`;
  }
}

export function printManner({ limitMs, way }: CallManner): string {
  const limit = limitMs === null ? '' : ` within ${limitMs} ms`;
  switch (way.kind) {
    case 'Lambda dies while it answers':
      return `${way.kind}, after ${way.afterMs} ms${limit}`;
    case 'called again':
      return `${way.kind} with the same state, the first answer ${way.firstLoaded ? 'loaded but not stored' : 'lost'}${limit}`;
    case 'called twice at once':
      return `${way.kind}, ${way.laterMs} ms apart, the ${way.used} answer used${limit}`;
    default:
      return `${way.kind}${limit}`;
  }
}

function printSync({ callsMax, calls, turns, puts = [] }: SyncCommand): string {
  const parts = [
    ...calls.flatMap((manner, nth) => (isOrdinary(manner) ? [] : [`call ${nth + 1}: ${printManner(manner)}`])),
    ...turns.flatMap((turn, nth) => (printTurn(turn) === 'calm' ? [] : [`request ${nth + 1}: ${printTurn(turn)}`])),
    ...puts.flatMap((fate, nth) => (fate.kind === 'stored' ? [] : [`object ${nth + 1}: ${printPut(fate)}`])),
  ];
  return [`Fivetran syncs, ${callsMax} calls at most`, ...parts].join('; ');
}

function isOrdinary({ limitMs, way }: CallManner): boolean {
  return limitMs === null && way.kind === 'as it should';
}

function printDuration(ms: number): string {
  return ms >= 120_000 ? `${Math.round(ms / 60_000)} minutes` : `${ms} ms`;
}
