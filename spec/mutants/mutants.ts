import { aheadWithoutTotals } from './ahead-without-totals.ts';
import type { Mutant } from './alter.ts';
import { anyPage } from './any-page.ts';
import { anySize } from './any-size.ts';
import { article } from './article.ts';
import { atLeast } from './at-least.ts';
import { beginsNow } from './begins-now.ts';
import { counterInAVariable } from './counter-in-a-variable.ts';
import { counterKept } from './counter-kept.ts';
import { countsPastTheFirst } from './counts-past-the-first.ts';
import { cursorBeforeLastPage } from './cursor-before-last-page.ts';
import { cursorFollowsTheClock } from './cursor-follows-the-clock.ts';
import { cursorIsNow } from './cursor-is-now.ts';
import { deletesAsRows } from './deletes-as-rows.ts';
import { emptyAnswerGoesOn } from './empty-answer-goes-on.ts';
import { emptyPageIsEnd } from './empty-page-is-end.ts';
import { endMoves } from './end-moves.ts';
import { falsyTotal } from './falsy-total.ts';
import { firstPageReadOnce } from './first-page-read-once.ts';
import { forgetsChanges } from './forgets-changes.ts';
import { forgetsTheOtherHalf } from './forgets-the-other-half.ts';
import { forgetsTheUnchosen } from './forgets-the-unchosen.ts';
import { forgetsWhatIsDue } from './forgets-what-is-due.ts';
import { gapBetweenWindows } from './gap-between-windows.ts';
import { hasMoreAsText } from './has-more-as-text.ts';
import { ignoresDeletes } from './ignores-deletes.ts';
import { mergeAppends } from './merge-appends.ts';
import { mergeFirstWins } from './merge-first-wins.ts';
import { mergeInsertsWin } from './merge-inserts-win.ts';
import { mergeLooksAtTheLast } from './merge-looks-at-the-last.ts';
import { moreDataInTheState } from './more-data-in-the-state.ts';
import { neverRefreezes } from './never-refreezes.ts';
import { noSchemaForDeletes } from './no-schema-for-deletes.ts';
import { noSchema } from './no-schema.ts';
import { noSettle } from './no-settle.ts';
import { overlapInTheCursor } from './overlap-in-the-cursor.ts';
import { printForgets } from './print-forgets.ts';
import { refreezesBehindUntil } from './refreezes-behind-until.ts';
import { remembersPages } from './remembers-pages.ts';
import { reopensTheFinished } from './reopens-the-finished.ts';
import { resizeForgotten } from './resize-forgotten.ts';
import { resizeRoundsDown } from './resize-rounds-down.ts';
import { roundingDown } from './rounding-down.ts';
import { shortPageIsLast } from './short-page-is-last.ts';
import { sizeGrows } from './size-grows.ts';
import { skipsWhatItDrops } from './skips-what-it-drops.ts';
import { stalePageCountsAsEntered } from './stale-page-counts-as-entered.ts';
import { startsOverOnChange } from './starts-over-on-change.ts';
import { stateGrows } from './state-grows.ts';
import { trustsATotalApart } from './trusts-a-total-apart.ts';
import { upward } from './upward.ts';
import { windowWithoutBeginning } from './window-without-beginning.ts';

/** Every wrong core: first how pages are read, then windows and the cursor, then what is sent and kept. */
export const mutants: readonly Mutant[] = [
  article,
  upward,
  aheadWithoutTotals,
  trustsATotalApart,
  atLeast,
  stalePageCountsAsEntered,
  roundingDown,
  anyPage,
  anySize,
  skipsWhatItDrops,
  shortPageIsLast,
  emptyPageIsEnd,
  falsyTotal,
  firstPageReadOnce,
  forgetsChanges,
  countsPastTheFirst,
  startsOverOnChange,
  counterInAVariable,
  counterKept,
  resizeRoundsDown,
  resizeForgotten,
  sizeGrows,
  cursorIsNow,
  cursorBeforeLastPage,
  cursorFollowsTheClock,
  overlapInTheCursor,
  beginsNow,
  refreezesBehindUntil,
  neverRefreezes,
  noSettle,
  endMoves,
  windowWithoutBeginning,
  gapBetweenWindows,
  forgetsTheOtherHalf,
  ignoresDeletes,
  deletesAsRows,
  remembersPages,
  mergeAppends,
  mergeFirstWins,
  mergeLooksAtTheLast,
  mergeInsertsWin,
  printForgets,
  stateGrows,
  moreDataInTheState,
  noSchema,
  noSchemaForDeletes,
  hasMoreAsText,
  emptyAnswerGoesOn,
  forgetsWhatIsDue,
  forgetsTheUnchosen,
  reopensTheFinished,
];
