import type { Cursor } from '../../src/core/cursor.ts';
import { printInstant, type Instant } from '../../src/core/instant.ts';
import type { StreamState } from '../../src/core/state.ts';
import { countRows } from '../../src/protocol/answer.ts';
import { printEdit, type Edit } from './edit.ts';
import { printWant } from './print-want.ts';
import type { Turn } from './scenario.ts';
import type { Call, Fold, Round, Story } from './story.ts';

/** A story in words: what happened to the source, what was asked, what came, and where the sync then stood. */
export function printStory({ scenario, world, calls }: Story): string {
  const { manner, ages, pageSize, pagesAhead, skewMs } = scenario;
  const totals = [...new Set(Object.values(world.catalog.streams).map(({ strategy }) => (strategy.name === 'countdown' ? `total ${strategy.total}` : strategy.name)))].join(', ');
  const about = `${ages.length} things of ${world.catalog.source}, ${totals}, counted ${manner.counted} the rows, contents read ${manner.contents}`;
  const read = `pages of ${pageSize}, ${pagesAhead} ahead, local clock ${skewMs} ms ahead${manner.dated ? '' : ' (the source sends no clock)'}`;
  return [about, read, ...calls.flatMap((call, nth) => printCall(call, nth + 1))].join('\n');
}

function printCall({ rounds, answer, end, failure, losses, still }: Call, nth: number): string[] {
  const outcome = answer === null ? (failure instanceof Error ? failure.message : end) : `${countRows(answer)} rows, hasMore ${JSON.stringify(answer.hasMore)}`;
  return [
    `call ${nth}${still ? ', nothing changes any more' : ''}`,
    ...rounds.flatMap(printRound),
    `  ${end}: ${outcome}`,
    ...losses.map(({ evidence }) => `  !! ${evidence}`),
  ];
}

function printRound({ turn, now, shrunk, planned, folds }: Round): string[] {
  const pages = planned.asks.map(({ stream, want, pageSize }) => `${printWant(want)} of ${pageSize} ${stream}`).join(', ');
  const edits = printEdits(turn);
  return [
    ...(shrunk === null ? [] : [`  smaller pages: ${shrunk.pageSize} rows`]),
    `  ${time(now)} ask for ${pages}`,
    ...(edits === '' ? [] : [`    meanwhile ${edits}`]),
    ...folds.map(printFold),
  ];
}

function printEdits({ before, within, order }: Turn): string {
  const parts: string[] = before.flatMap((edits, nth) => (edits.length === 0 ? [] : [`before read ${nth + 1} ${list(edits)}`]));
  if (within.length > 0) parts.push(`during read 1 ${list(within)}`);
  if (order > 0) parts.push(`answered in order ${order}`);
  return parts.join('; ');
}

function printFold({ page, response, undelivered }: Fold): string {
  const { ask, count, total, pastEnd, date } = page;
  const came = pastEnd ? 'past the end' : `${count} of ${total ?? '?'}`;
  const out = countRows(response) === 0 && count > 0 ? ', not delivered' : '';
  const left = undelivered === 0 ? '' : `, undelivered up to place ${undelivered}`;
  return `    ${printWant(ask.want)}: ${came} at ${time(date)}${out} → ${printPlace(response.state.streams[ask.stream])}${left}`;
}

function printPlace(state: StreamState | undefined): string {
  if (state?.phase !== 'paging') return `${state?.phase ?? 'unknown'}, cursor ${printCursor(state?.cursor ?? null)}`;
  const { window, position, restarts } = state;
  const place = Object.entries(position).map(([field, value]) => printPart(field, value)).join(' ');
  const within = window === null ? 'the list' : `[${time(window.from)}, ${time(window.until)})`;
  return `${place} in ${within}${restarts === 0 ? '' : `, try ${restarts + 1}`}`;
}

/** A part of a strategy's position; a moment as a time. */
function printPart(field: string, value: unknown): string {
  return ['since', 'next'].includes(field) && typeof value === 'number' ? time(value as Instant) : JSON.stringify(value);
}

function printCursor(cursor: Cursor): string {
  return typeof cursor === 'object' && cursor !== null ? JSON.stringify(cursor) : time(cursor);
}

function list(edits: readonly Edit[]): string {
  return edits.map(printEdit).join(', ');
}

function time(at: Instant | null): string {
  return at === null ? 'none' : printInstant(at).slice(11, 23);
}
