import assert from 'node:assert/strict';
import type { Edit, EditKind } from './edit.ts';
import { differenceAtEnd } from './find-difference.ts';
import type { History } from './history.ts';
import { judge } from './judge.ts';
import type { LoanRequest } from './loan-api.ts';
import type { Weather } from './network.ts';
import { apiToken, createStage, type Stage } from './play.ts';
import { calmTurn } from './turn.ts';
import { plainSetup, type Setup } from './world.ts';
import { rightHandler } from './wrong-handlers.ts';

/** A world in which something does not hold that the promise rests on, and what happens then. */
export type BrokenWorld = { readonly breaks: string; readonly expects: string; readonly play: () => Promise<void> };

const hourMs = 3_600_000;
const setup: Setup = { ...plainSetup, applications: 8, deletions: 0, pageSize: 2, settleSeconds: 5 };

/** In hundredths of half the settling time: stamps an edit an hour back. */
const anHourLate = (hourMs * 200) / (setup.settleSeconds * 1_000);

export const brokenWorlds: readonly BrokenWorld[] = [
  {
    breaks: 'a row is imported with an old stamp into a window that is being read',
    expects: 'the window starts over and nothing is lost',
    play: async () => {
      const stage = createStage(setup, rightHandler);
      await stage.sync(onList(4, [edit('create an application', 0, anHourLate)]));
      await stage.rest();
      assert.deepEqual(restartsIn(stage.history), [1]);
      assert.deepEqual(judge(stage.history, setup, apiToken), { kind: 'kept' });
    },
  },
  {
    breaks: 'rows are imported with old stamps again and again while a window is read',
    expects: 'the sync ends with a contract error that says so, and so do the next ones until the connection is re-synced',
    play: async () => {
      const stage = createStage(setup, rightHandler);
      await stage.sync((request) => (request.kind === 'list' ? { ...calmTurn, edits: [edit('create an application', 0, anHourLate)] } : calmTurn));
      const says = /CONTRACT.*that no row enters.*its total grew 4 times.*settleSeconds.*re-sync the stream/s;
      assert.match(errorsIn(stage.history).join('\n'), says);
      const heard = stage.history.length;
      await stage.rest();
      assert.match(errorsIn(stage.history.slice(heard)).join('\n'), says);
      await stage.perform({ kind: 'reset', tables: 'kept' });
      await stage.rest();
      assert.equal(differenceAtEnd(stage.history), null);
    },
  },
  {
    breaks: 'a row is imported with an old stamp in the moment in which another leaves the window',
    expects: 'no total can show it, and the row is lost until the connection is re-synced',
    play: async () => {
      const stage = createStage(setup, rightHandler);
      // The last row of the list is not in the window at first; then it comes back while the first one leaves.
      stage.source.edit(edit('change an application', 7));
      await stage.sync(onList(3, [edit('change an application', 7, anHourLate), edit('change an application', 0)]));
      await assertLost(stage, /^loan_applications|^applicants/);
    },
  },
  {
    breaks: 'a row is imported with an old stamp behind the cursor',
    expects: 'it is lost until the connection is re-synced',
    play: async () => {
      const stage = createStage(setup, rightHandler);
      await stage.rest();
      stage.source.editDatedBack(edit('change an application', 3), 24 * hourMs);
      await assertLost(stage, /^loan_applications .* it should be at version/);
    },
  },
  {
    breaks: "the source's clock steps back by more than the settling time",
    expects: 'what changes before it has caught up is lost until the connection is re-synced',
    play: async () => {
      const stage = createStage(setup, rightHandler);
      await stage.rest();
      stage.source.stepAnyhow(-hourMs);
      stage.source.edit(edit('change an application', 3));
      await assertLost(stage, /^loan_applications .* it should be at version/);
    },
  },
  {
    breaks: "the source's clock steps back by less than the settling time",
    expects: 'nothing is lost',
    play: async () => {
      const stage = createStage(setup, rightHandler);
      await stage.rest();
      stage.source.stepAnyhow(-setup.settleSeconds * 1_000);
      stage.source.edit(edit('change an application', 3));
      await stage.rest();
      assert.deepEqual(judge(stage.history, setup, apiToken), { kind: 'kept' });
    },
  },
  {
    breaks: 'a transaction takes longer than the settling time to commit',
    expects: 'its change is lost until the connection is re-synced',
    play: async () => {
      const stage = createStage(setup, rightHandler);
      await stage.rest();
      stage.source.editDatedBack(edit('change an application', 3), 3 * setup.settleSeconds * 1_000);
      await assertLost(stage, /^loan_applications .* it should be at version/);
    },
  },
  {
    breaks: "the source sends no Date and Lambda's clock is ahead of its own",
    expects: "the cursor passes the source's clock, and what changes then is lost until the connection is re-synced",
    play: async () => {
      const dateless = { ...setup, dates: false, lambdaAheadMs: 10 * 60_000 };
      const stage = createStage(dateless, rightHandler);
      await stage.sync(() => calmTurn);
      stage.source.edit(edit('change an application', 3));
      await assertLost(stage, /^(applications|deletions): at .* while the source's clock shows/);
    },
  },
  {
    breaks: "the source sends no Date and Lambda's clock is behind its own",
    expects: 'nothing is lost',
    play: async () => {
      const dateless = { ...setup, dates: false, lambdaAheadMs: -10 * 60_000 };
      const stage = createStage(dateless, rightHandler);
      await stage.sync(() => calmTurn);
      stage.source.edit(edit('change an application', 3));
      await stage.rest();
      assert.deepEqual(judge(stage.history, dateless, apiToken), { kind: 'kept' });
    },
  },
  {
    breaks: 'the source forgets its deletions before they were read',
    expects: 'the row stays, and no re-sync removes it from tables that are kept',
    play: async () => {
      const stage = createStage(setup, rightHandler);
      await stage.rest();
      stage.source.edit(edit('delete an application', 3));
      stage.source.records.deletions.splice(0);
      await stage.rest();
      const verdict = judge(stage.history, setup, apiToken);
      assert.ok(verdict.kind === 'broken');
      assert.match(verdict.says, /^(applicants|loan_applications) .* it should be deleted/);
      await stage.perform({ kind: 'reset', tables: 'kept' });
      await stage.rest();
      assert.notEqual(differenceAtEnd(stage.history), null);
      await stage.perform({ kind: 'reset', tables: 'emptied' });
      await stage.rest();
      assert.equal(differenceAtEnd(stage.history), null);
    },
  },
];

/** The judge names a row that is lost; a full re-sync brings it. */
async function assertLost(stage: Stage, says: RegExp): Promise<void> {
  await stage.rest();
  const verdict = judge(stage.history, setup, apiToken);
  assert.ok(verdict.kind === 'broken');
  assert.match(verdict.says, says);
  assert.notEqual(differenceAtEnd(stage.history), null);
  await stage.perform({ kind: 'reset', tables: 'kept' });
  await stage.rest();
  assert.equal(differenceAtEnd(stage.history), null);
}

function edit(kind: EditKind, pick: number, late = 0): Edit {
  return { kind, pick, late };
}

/** Edits that are made once, as that page of the applications is read. */
function onList(page: number, edits: readonly Edit[]): Weather {
  let made = false;
  return (request: LoanRequest) => {
    if (made || request.kind !== 'list' || request.list !== 'applications' || request.page !== page) return calmTurn;
    made = true;
    return { ...calmTurn, edits };
  };
}

/** How often windows had started over, each number once. */
function restartsIn(history: History): readonly number[] {
  const states = history.flatMap((happening) => (happening.kind === 'stored' ? [JSON.stringify(happening.state)] : []));
  const found = states.flatMap((text) => [...text.matchAll(/"restarts":(\d+)/g)].map(([, restarts]) => Number(restarts)));
  return [...new Set(found)].filter((restarts) => restarts > 0);
}

function errorsIn(history: History): readonly string[] {
  return history.flatMap((happening) => (happening.kind === 'ended' && happening.end.kind === 'error' ? [happening.end.message] : []));
}
