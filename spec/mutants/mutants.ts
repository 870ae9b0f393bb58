import { aheadWithoutTotals } from './ahead-without-totals.ts';
import type { Mutant } from './alter.ts';
import { anyPage } from './any-page.ts';
import { anySize } from './any-size.ts';
import { anyToken } from './any-token.ts';
import { appendedCountsFullPages } from './appended-counts-full-pages.ts';
import { appendedEndsAtTheLastTotal } from './appended-ends-at-the-last-total.ts';
import { appendedForgetsTheCursor } from './appended-forgets-the-cursor.ts';
import { article } from './article.ts';
import { atLeast } from './at-least.ts';
import { beginsNow } from './begins-now.ts';
import { believesEveryOrder } from './believes-every-order.ts';
import { believesEveryStamp } from './believes-every-stamp.ts';
import { counterInAVariable } from './counter-in-a-variable.ts';
import { counterKept } from './counter-kept.ts';
import { countsPastTheFirst } from './counts-past-the-first.ts';
import { cursorBeforeLastPage } from './cursor-before-last-page.ts';
import { cursorFollowsTheClock } from './cursor-follows-the-clock.ts';
import { cursorIsNow } from './cursor-is-now.ts';
import { deletesAsRows } from './deletes-as-rows.ts';
import { emptiesTheWarehouse } from './empties-the-warehouse.ts';
import { emptyAnswerGoesOn } from './empty-answer-goes-on.ts';
import { emptyPageEndsTokens } from './empty-page-ends-tokens.ts';
import { emptyPageIsEnd } from './empty-page-is-end.ts';
import { endMoves } from './end-moves.ts';
import { expiredIsEnd } from './expired-is-end.ts';
import { expiredUncounted } from './expired-uncounted.ts';
import { falsyToken } from './falsy-token.ts';
import { falsyTotal } from './falsy-total.ts';
import { firstPageReadOnce } from './first-page-read-once.ts';
import { forgetsChanges } from './forgets-changes.ts';
import { forgetsTheOtherHalf } from './forgets-the-other-half.ts';
import { forgetsTheUnchosen } from './forgets-the-unchosen.ts';
import { forgetsWhatIsDue } from './forgets-what-is-due.ts';
import { gapBetweenWindows } from './gap-between-windows.ts';
import { hasMoreAsText } from './has-more-as-text.ts';
import { ignoresDeletes } from './ignores-deletes.ts';
import { marksAgainOnResume } from './marks-again-on-resume.ts';
import { marksAreMergedAway } from './marks-are-merged-away.ts';
import { marksEveryPage } from './marks-every-page.ts';
import { mergeAppends } from './merge-appends.ts';
import { mergeFirstWins } from './merge-first-wins.ts';
import { mergeInsertsWin } from './merge-inserts-win.ts';
import { mergeLooksAtTheLast } from './merge-looks-at-the-last.ts';
import { moreDataInTheState } from './more-data-in-the-state.ts';
import { neverMarks } from './never-marks.ts';
import { neverReadsAllAgain } from './never-reads-all-again.ts';
import { neverRefreezes } from './never-refreezes.ts';
import { noSchema } from './no-schema.ts';
import { noSchemaForDeletes } from './no-schema-for-deletes.ts';
import { noSettle } from './no-settle.ts';
import { overlapForgotten } from './overlap-forgotten.ts';
import { overlapInTheCursor } from './overlap-in-the-cursor.ts';
import { plainNumberRoundsUp } from './plain-number-rounds-up.ts';
import { printForgets } from './print-forgets.ts';
import { readsAllEveryTime } from './reads-all-every-time.ts';
import { readsOnWithoutItsDeletions } from './reads-on-without-its-deletions.ts';
import { readsPastItsDeletions } from './reads-past-its-deletions.ts';
import { refreezesBehindUntil } from './refreezes-behind-until.ts';
import { remembersPages } from './remembers-pages.ts';
import { reopensTheFinished } from './reopens-the-finished.ts';
import { resizeForgotten } from './resize-forgotten.ts';
import { resizeRoundsDown } from './resize-rounds-down.ts';
import { roundingDown } from './rounding-down.ts';
import { rowsOutliveTheirMark } from './rows-outlive-their-mark.ts';
import { seesOneTokenBack } from './sees-one-token-back.ts';
import { sessionAsFresh } from './session-as-fresh.ts';
import { shortPageEndsAWalk } from './short-page-ends-a-walk.ts';
import { shortPageEndsKeys } from './short-page-ends-keys.ts';
import { shortPageEndsPlain } from './short-page-ends-plain.ts';
import { shortPageIsLast } from './short-page-is-last.ts';
import { sizeGrows } from './size-grows.ts';
import { skipsWhatItDrops } from './skips-what-it-drops.ts';
import { stalePageCountsAsEntered } from './stale-page-counts-as-entered.ts';
import { startsOverOnChange } from './starts-over-on-change.ts';
import { stateGrows } from './state-grows.ts';
import { takesMoreThanAsked } from './takes-more-than-asked.ts';
import { trustsATotalApart } from './trusts-a-total-apart.ts';
import { upward } from './upward.ts';
import { walkSkipsAPage } from './walk-skips-a-page.ts';
import { walksBehindTheLast } from './walks-behind-the-last.ts';
import { walksUpOnly } from './walks-up-only.ts';
import { wholeTrustsItsTotal } from './whole-trusts-its-total.ts';
import { windowWithoutBeginning } from './window-without-beginning.ts';

/**
 * Every wrong core: first how pages of windows are counted down, then windows and the cursor, then what is
 * sent and kept, and in the end the other ways to read a list, and deletions.
 */
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
  falsyToken,
  seesOneTokenBack,
  emptyPageEndsTokens,
  sessionAsFresh,
  expiredIsEnd,
  expiredUncounted,
  anyToken,
  walksBehindTheLast,
  walksUpOnly,
  walkSkipsAPage,
  shortPageEndsAWalk,
  shortPageEndsKeys,
  shortPageEndsPlain,
  plainNumberRoundsUp,
  appendedEndsAtTheLastTotal,
  appendedCountsFullPages,
  appendedForgetsTheCursor,
  wholeTrustsItsTotal,
  marksEveryPage,
  marksAgainOnResume,
  neverMarks,
  marksAreMergedAway,
  rowsOutliveTheirMark,
  emptiesTheWarehouse,
  readsPastItsDeletions,
  readsOnWithoutItsDeletions,
  overlapForgotten,
  readsAllEveryTime,
  neverReadsAllAgain,
  takesMoreThanAsked,
  believesEveryStamp,
  believesEveryOrder,
];
