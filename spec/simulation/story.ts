import type { Instant } from '../../src/core/instant.ts';
import type { Options } from '../../src/core/options.ts';
import type { Page } from '../../src/core/page.ts';
import type { Plan } from '../../src/core/plan.ts';
import type { Response } from '../../src/core/response.ts';
import type { State } from '../../src/core/state.ts';
import type { Answer } from '../../src/protocol/answer.ts';
import type { Loss } from './check-loss.ts';
import type { ListWorld } from './list-world.ts';
import type { CallEnd, Scenario, Turn } from './scenario.ts';
import type { Judged } from './subject.ts';

/** A scenario as it happened: all that a law may look at. */
export type Story = {
  readonly scenario: Scenario;
  /** The source as it stands in the end. */
  readonly world: ListWorld;
  readonly calls: readonly Call[];
  /** What is wrong once the source stood still and was synced again. */
  readonly lossesAtRest: readonly Loss[];
  /** Whether the last syncs came to their end within the rounds that the story has. */
  readonly ended: boolean;
};

/** One call of the connector. */
export type Call = {
  readonly rules: Judged;
  readonly options: Options;
  /** The state in the event, as JSON text; undefined in the first sync. */
  readonly text: string | undefined;
  readonly began: State;
  readonly rounds: readonly Round[];
  /** Every response of the call, in order; the first brings no rows. */
  readonly responses: readonly Response[];
  /** All of them as one, and the answer printed from it; null where the call failed or died. */
  readonly merged: Response | null;
  readonly answer: Answer | null;
  readonly end: CallEnd | 'fail';
  /** Why it failed. */
  readonly failure: unknown;
  /** Whether this call belongs to the last sync, which reads a source that stands still. */
  readonly still: boolean;
  /** What the law of no loss finds wrong after the call, by the state that Fivetran then holds. */
  readonly losses: readonly Loss[];
};

/** One plan, and the pages that came of it. */
export type Round = {
  readonly turn: Turn;
  /** The local clock. */
  readonly now: Instant;
  readonly shrunk: Shrunk | null;
  readonly before: State;
  readonly planned: Plan;
  /** How many rows the window that is asked for holds when the round begins, and when it is over. */
  readonly rowsBefore: number;
  readonly rowsAfter: number;
  readonly folds: readonly Fold[];
  readonly after: State;
};

/** A change of the page size in mid-window. */
export type Shrunk = { readonly before: State; readonly stream: string; readonly pageSize: number; readonly after: State };

/** One page, folded into a state. */
export type Fold = {
  readonly state: State;
  readonly page: Page;
  readonly response: Response;
  /** How far to the right, counted from 1, a row stands in the window asked for that was not yet delivered; 0 if none does. */
  readonly undelivered: number;
};
