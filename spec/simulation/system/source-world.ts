import type { Edit } from './edit.ts';
import type { Recorder } from './history.ts';
import { LoanSource, type LoanSourceSize } from './loan-source.ts';
import type { VirtualClock } from './virtual-clock.ts';

/** How the source behaves in time. */
export type SourceTiming = {
  /** How far a window's end stays behind the source's clock; what the source may take for itself is a part of it. */
  readonly settleMs: number;
  /** Whether its answers carry a `Date`. */
  readonly dates: boolean;
};

/** The source with its own clock. Everything that happens in it is recorded. */
export class SourceWorld {
  readonly records = new LoanSource();
  readonly #clock: VirtualClock;
  readonly #timing: SourceTiming;
  readonly #record: Recorder;
  #aheadMs = 0;
  #latest = 0;

  constructor(clock: VirtualClock, size: LoanSourceSize, timing: SourceTiming, record: Recorder) {
    this.#clock = clock;
    this.#timing = timing;
    this.#record = record;
    record({ kind: 'committed', sourceNow: this.now(), lateMs: 0, commit: this.records.begin(size, this.now()) });
  }

  /** Milliseconds since 1970 by the source's clock. */
  now(): number {
    const now = this.#clock.now + this.#aheadMs;
    this.#latest = Math.max(this.#latest, now);
    return now;
  }

  /** The latest time that its clock or a `Date` of its has shown. */
  latest(): number {
    this.now();
    return this.#latest;
  }

  /** Commits an edit, perhaps with a stamp that is older than the commit, by half of the settling time at most. */
  edit(edit: Edit): void {
    this.editDatedBack(edit, Math.floor((edit.late * this.#timing.settleMs) / 200));
  }

  /** Commits an edit with a stamp that is so much older. */
  editDatedBack(edit: Edit, lateMs: number): void {
    const commit = this.records.commit(edit, this.now() - lateMs);
    if (commit !== null) this.#record({ kind: 'committed', sourceNow: this.now(), lateMs, commit });
  }

  /** Steps the clock, back by a quarter of the settling time at most; returns by how much. */
  step(ms: number): number {
    const backMs = this.#latest - this.now();
    return this.stepAnyhow(Math.max(ms, Math.min(0, backMs - this.#timing.settleMs / 4)));
  }

  /** Steps the clock. */
  stepAnyhow(ms: number): number {
    this.now();
    this.#aheadMs += Math.trunc(ms);
    return Math.trunc(ms);
  }

  /** The `Date` header of an answer that takes so many hundredths of a fifth of the settling time; in whole seconds. */
  dateAfter(hundredths: number): string | null {
    if (!this.#timing.dates) return null;
    const at = this.now() + (hundredths * this.#timing.settleMs) / 500;
    // Another request may see this date before the clock itself shows it.
    this.#latest = Math.max(this.#latest, at);
    return new Date(at).toUTCString();
  }
}
