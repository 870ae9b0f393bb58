import type { InstantFormat, Stream, WindowParameters } from '../../core/catalog.ts';
import type { Refuse } from './mistake.ts';

const dayMs = 24 * 60 * 60 * 1_000;

/** A window's bounds can be printed so that no two of them look the same, and it is there where something needs it. */
export function checkWindow({ window, list, readAllEveryDays, paths, page, strategy }: Stream, refuse: Refuse): void {
  if (window === undefined) {
    if (readAllEveryDays !== undefined) {
      throw refuse('a window where everything is read again every so many days', "it has 'readAllEveryDays' and no window", "Leave 'readAllEveryDays' out: without a window, a list is read as declared in every sync.");
    }
    if (paths.stamp !== undefined) throw refuse('a window where a stamp is named', "it has 'paths.stamp' and no window", 'Leave the stamp out, or declare the window that it belongs to.');
    if (strategy.name === 'walked') throw refuse('a window, which a walk follows', 'it has none', "Declare 'window', with the parameter for 'changed since'.");
    // The types demand one of the two; a file of plain JavaScript may have neither.
    if ((list as string | undefined) === undefined) throw refuse("a 'window', or 'list'", 'it has neither', "Say which part of the list is asked for: a window, or the list as it is ('appended' or 'whole').");
    return;
  }
  if (readAllEveryDays !== undefined && !(readAllEveryDays > 0)) throw refuse("a 'readAllEveryDays' over 0", `it is ${readAllEveryDays}`, 'Correct it.');
  checkFormat(window, refuse);
  checkReach(window, strategy.name, page, refuse);
}

function checkFormat({ format, grainMs, overlapMs = 0 }: WindowParameters, refuse: Refuse): void {
  if (!Number.isSafeInteger(grainMs) || grainMs < 1) throw refuse("a 'grainMs' of whole milliseconds, at least 1", `it is ${grainMs}`, 'Name the finest difference between two stamps that the API keeps apart.');
  if (!Number.isSafeInteger(overlapMs) || overlapMs < 0) throw refuse("an 'overlapMs' of whole milliseconds", `it is ${overlapMs}`, 'Correct it.');
  const printedMs = format === 'date' ? dayMs : format === 'iso seconds' || format === 'epoch seconds' ? 1_000 : 1;
  if (typeof format === 'string' && grainMs % printedMs !== 0) {
    throw refuse(`a grain of whole ${printedMs} ms, which is all that a bound of the format '${format}' says`, `'grainMs' is ${grainMs}`, `Set 'grainMs' to ${printedMs}.`);
  }
  if (!isFormat(format)) throw refuse('an offset such as +02:00, or a zone such as Europe/Berlin', `the format is ${JSON.stringify(format)}`, 'Correct it.');
}

function isFormat(format: InstantFormat): boolean {
  if (typeof format === 'string') return true;
  if ('offset' in format) return /^[+-]([01]\d|2[0-3]):[0-5]\d$/.test(format.offset);
  return /^[A-Za-z]/.test(format.zone) && isZone(format.zone);
}

function isZone(timeZone: string): boolean {
  try {
    new Intl.DateTimeFormat('en-US', { timeZone });
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/** Where an API stops paging, what lies beyond has to be reached by cutting the window. */
function checkReach({ until, resultsMax }: WindowParameters, strategy: string, { size, sizeMax }: Stream['page'], refuse: Refuse): void {
  if (resultsMax === undefined) return;
  if (strategy === 'keyset' || strategy === 'token') {
    throw refuse("no 'resultsMax', since a list read by keys or tokens is never cut", `it is ${resultsMax}`, 'Leave it out if the API pages on to the end. If it does not, read by page numbers, if the API has them.');
  }
  if (until === undefined && strategy !== 'walked') {
    throw refuse("'window.until' beside 'resultsMax', since a window is cut where it holds more rows than the API lists", 'there is none', "Name the parameter of the window's end.");
  }
  if (size === undefined && resultsMax < 2 * sizeMax) {
    throw refuse(`a 'resultsMax' of two pages at least, ${2 * sizeMax}`, `it is ${resultsMax}`, "Name the parameter of the page size ('page.size'), so that smaller pages can be asked for.");
  }
}
