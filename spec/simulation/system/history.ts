import type { JsonObject } from '../../../src/core/json.ts';
import type { ReadAnswer } from '../../../src/emulator/rules/read-answer.ts';
import type { PutFate } from './bucket.ts';
import type { CallManner } from './command.ts';
import type { LoanRequest } from './loan-api.ts';
import type { Commit } from './loan-source.ts';
import type { Turn } from './turn.ts';

/** What a world went through, in the order of simulated time: all that a verdict needs, and all that a story tells. */
export type History = readonly Happening[];

export type Happening = { readonly at: number } & Fact;

export type Fact =
  /** A transaction of the source became visible, `lateMs` after the stamp that it left. */
  | { readonly kind: 'committed'; readonly sourceNow: number; readonly lateMs: number; readonly commit: Commit }
  /** Something that needs no checking, such as a pause or a setting. */
  | { readonly kind: 'told'; readonly says: string }
  /** A sync begins. `clean`: nothing disturbs it, and the source stands still. */
  | { readonly kind: 'sync began'; readonly sync: number; readonly clean: boolean; readonly pageSize: number }
  | { readonly kind: 'sync ended'; readonly sync: number; readonly why: string }
  /** How the next call goes, where it does not go as it should. */
  | { readonly kind: 'disturbed'; readonly manner: CallManner }
  | { readonly kind: 'called'; readonly call: number; readonly state: JsonObject; readonly limitMs: number | null }
  | { readonly kind: 'requested'; readonly call: number; readonly request: LoanRequest; readonly turn: Turn }
  /** The handler began to put its object into the bucket. */
  | { readonly kind: 'put'; readonly call: number; readonly bytes: number; readonly fate: PutFate }
  | CallEnded
  /** The answer's rows went into the warehouse. `sourceLatest`: the latest time that the source's clock has shown. */
  | { readonly kind: 'loaded'; readonly call: number; readonly answer: ReadAnswer; readonly sourceLatest: number }
  /** The state became that of the answer. */
  | { readonly kind: 'stored'; readonly call: number; readonly state: JsonObject }
  /** A full re-sync begins, in emptied tables or in those there are. */
  | { readonly kind: 'reset'; readonly tables: 'emptied' | 'kept' }
  /** Nothing moves any more, and a clean sync has read all of it. */
  | { readonly kind: 'rested' };

export type CallEnded = {
  readonly kind: 'ended';
  readonly call: number;
  readonly end: CallEnd;
  readonly milliseconds: number;
  /** Everything that it showed to the world: log lines, its answer or error. */
  readonly shown: readonly string[];
  /** What it left behind unfinished, or did after its end. */
  readonly leftOver: readonly string[];
};

export type CallEnd =
  | { readonly kind: 'answer'; readonly answer: ReadAnswer; readonly bytes: number }
  /** The handler threw. */
  | { readonly kind: 'error'; readonly type: string; readonly message: string }
  /** The answer breaks a rule of the stand-in. */
  | { readonly kind: 'broken rule'; readonly message: string }
  /** Lambda ended it: because the world says so, or because its time was up. */
  | { readonly kind: 'died'; readonly why: string; readonly timedOut: boolean };

export type Recorder = (fact: Fact) => void;
