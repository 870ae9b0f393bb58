import type { Catalog, Stream } from './catalog.ts';
import { streamIn } from './context.ts';
import { Failure } from './failure.ts';
import { assumptionsOf } from './promise/assumptions.ts';
import { improvementsOf } from './promise/improvements.ts';

/**
 * `complete`: no row that changed before the cursor is missing. `as the API's cursor`: the API's own token says which
 * rows a list has, and nobody else can. `can lose rows`: rows that move while the list is read may be missed.
 */
export type PromiseLevel = 'complete' | "as the API's cursor" | 'can lose rows';

/** What a stream can guarantee, computed from what its API offers. */
export type StreamPromise = {
  readonly level: PromiseLevel;
  /** Why no other level, as a sentence. */
  readonly because: string;
  /** What has to be true of the API for the promise to hold, as sentences. */
  readonly restsOn: readonly string[];
  /** What would make it better or faster, as sentences; none where nothing would. */
  readonly improvements: readonly string[];
};

/** What a stream of the catalog promises. Pure. Throws `BUG` for a name that the catalog does not have. */
export function promiseOf(catalog: Catalog, name: string): StreamPromise {
  const stream = streamIn(catalog, name);
  const { level, because } = levelOf(stream);
  return { level, because, restsOn: assumptionsOf(catalog, name, stream), improvements: improvementsOf(catalog, name, stream) };
}

/** Throws `SETTINGS` where a stream can lose rows and its source does not say that this is accepted. */
export function demandAcceptance(catalog: Catalog): void {
  for (const [name, { accepts }] of Object.entries(catalog.streams)) {
    const { level, because, improvements } = promiseOf(catalog, name);
    if (level !== 'can lose rows' || accepts === 'loss') continue;
    throw new Failure('SETTINGS', {
      at: `source ${catalog.source}, stream ${name}`,
      expected: "a stream that loses no row, or accepts: 'loss' in it",
      came: `it can lose rows. ${because.slice(0, -1)}`,
      action: [...improvements, "Otherwise accept the loss by name, with accepts: 'loss' in the stream."].join(' '),
    });
  }
}

function levelOf({ strategy, window, list }: Stream): Pick<StreamPromise, 'level' | 'because'> {
  switch (strategy.name) {
    case 'countdown':
      if (window !== undefined && window.until === undefined) {
        return lossy('Its window has no end, so rows enter it while its pages are counted down, and push others past the counter.');
      }
      return complete(
        list === undefined
          ? 'Rows only leave a window with a frozen end, and pages are read from the last to the first, toward which all others move.'
          : 'Rows are only added at the end, and pages are read from the last to the first, toward which all others move.',
      );
    case 'walked':
      if (window === undefined) return lossy("It has no window, so there is no 'changed since' to follow.");
      return complete("Each page is asked for from the last row's stamp on, so a row that changes only moves to where it is still to be read.");
    case 'keyset':
      return complete('Pages begin behind a key, and no change on either side moves a row across it.');
    case 'token':
      if (strategy.ends === 'session') {
        return lossy('The server moves its token on with every request, so a page whose answer is lost on the way never comes again.');
      }
      return { level: "as the API's cursor", because: 'Which rows stand behind a token is for the API alone to say.' };
    case 'plain':
      return lossy('Its list is read upward while its order may change: a row that moves from a page yet to be read to one that was read is missed.');
  }
}

function complete(because: string): Pick<StreamPromise, 'level' | 'because'> {
  return { level: 'complete', because };
}

function lossy(because: string): Pick<StreamPromise, 'level' | 'because'> {
  return { level: 'can lose rows', because };
}
