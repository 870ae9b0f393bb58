import { Failure } from '../failure.ts';
import { pagesMax } from '../limits.ts';
import type { Page } from '../page.ts';

/** A page that contradicts what the source declares about its API. */
export function brokenPromise({ ask }: Page, where: string, expected: string, came: string): Failure {
  return new Failure('CONTRACT', {
    at: `stream ${ask.stream}, ${where}`,
    expected,
    came,
    action: 'The API does not keep what its source declares: compare the two, and correct the source.',
  });
}

/** The total that a page has to have. */
export function totalOf(page: Page, where: string): number {
  if (page.total === null) throw brokenPromise(page, where, 'a total', 'the list named none');
  return page.total;
}

/** T2: stops a list that goes on for ever. */
export function demandEnd(page: Page, pages: number): void {
  if (pages < pagesMax) return;
  throw brokenPromise(
    page,
    `page ${pages}`,
    'the list to come to an end',
    `${pages} pages came. The API may answer every page number, or make up tokens`,
  );
}
