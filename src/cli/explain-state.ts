import { isStrategyName, type StrategyName } from '../core/paging/strategies.ts';
import { isJsonObject, type Json, type JsonObject } from '../core/json.ts';

/** A state as `printState` prints it, each field with what it means. */
export function explainState(state: JsonObject): string {
  const { version, streams } = state;
  const named = isJsonObject(streams) ? Object.entries(streams) : [];
  const lines = [field('version', version, 'the form of the state; one of another version is refused, never guessed at')];
  if (named.length === 0) return [...lines, 'No stream was read yet: the next sync reads each from the beginning.'].join('\n');
  return [...lines, ...named.map(([name, stream]) => `${name}\n${explainStream(isJsonObject(stream) ? stream : {}).map((line) => `  ${line}`).join('\n')}`)].join('\n');
}

function explainStream(stream: JsonObject): string[] {
  return Object.entries(stream).flatMap(([name, value]) => {
    if (name === 'cursor' && isJsonObject(value)) return explainFields('cursor.', value, cursorMeanings);
    if (name === 'window' && isJsonObject(value)) return explainFields('window.', value, windowMeanings);
    if (name === 'snapshot' && isJsonObject(value)) return explainFields('snapshot.', value, snapshotMeanings);
    if (name === 'position' && isJsonObject(value)) return explainPosition(stream['strategy'], value);
    return explainFields('', { [name]: value }, streamMeanings);
  });
}

function explainPosition(strategy: Json | undefined, { cycle, ...position }: JsonObject): string[] {
  const meanings = typeof strategy === 'string' && isStrategyName(strategy) ? positionMeanings[strategy] : {};
  return [
    ...explainFields('position.', position, meanings),
    ...(isJsonObject(cycle) ? explainFields('position.cycle.', cycle, cycleMeanings) : []),
  ];
}

type Meanings = Readonly<Record<string, (value: Json) => string>>;

function explainFields(prefix: string, fields: JsonObject, meanings: Meanings): string[] {
  return Object.entries(fields).map(([name, value]) => {
    const meaning = Object.hasOwn(meanings, name) ? meanings[name]?.(value) : undefined;
    return field(`${prefix}${name}`, value, meaning ?? 'kept by the strategy for itself');
  });
}

function field(name: string, value: Json | undefined, meaning: string): string {
  const shown = typeof value === 'string' ? value : JSON.stringify(value ?? null);
  return `${name.padEnd(20)} ${shown.padEnd(26)} ${meaning}`;
}

const phases: Readonly<Record<string, string>> = {
  idle: 'this sync is done with the stream, or no sync is under way',
  due: 'the sync under way has still to open this stream',
  paging: 'the sync under way is reading this stream',
};

const streamMeanings: Meanings = {
  phase: (phase) => (typeof phase === 'string' ? (phases[phase] ?? '') : ''),
  cursor: (cursor) =>
    cursor === null
      ? 'no window or list was finished yet: nothing is complete'
      : 'every change before this moment is in the warehouse; the next window begins here',
  pageSize: () => 'rows per page; may shrink within a window, never grows',
  fingerprint: () => 'of the settings that shape the list: when they change, the window starts over',
  restarts: (restarts) =>
    restarts === 0
      ? 'the window never started over'
      : 'how often the window started over, because a row entered it or a token expired',
  strategy: () => 'how the list is read',
  window: () => 'none: the list is asked for as it is',
  allReadAt: () => 'everything was last read again in the window that ended here',
  readsAll: () => 'this window reads everything again, to find what was dated back',
};

const cursorMeanings: Meanings = {
  rows: () => 'rows of the list that were read; what is added behind them comes with the next sync',
  key: () => 'the last key that was read; the next sync goes on behind it',
  token: () => 'the last token; the next sync goes on with it',
};

const snapshotMeanings: Meanings = {
  marked: (marked) =>
    marked === true
      ? 'all rows of before were marked as deleted; those that the list still has come back to life with their pages'
      : "the first page is still to come; with it all rows of before are marked as deleted",
  rows: () => 'rows of the list that this snapshot has read so far',
};

const windowMeanings: Meanings = {
  from: (from) => (from === null ? 'the window begins at the beginning of time' : 'the window begins with the changes of this moment'),
  until: () => 'the window ends before this moment, frozen; it becomes the cursor when all pages are read',
  end: () => 'where the whole window ends; later than until only where it was cut into pieces',
};

/** What a field stands for where its value is one of a few words. */
function oneOf(words: Readonly<Record<string, string>>): (value: Json) => string {
  return (value) => (typeof value === 'string' ? words[value] : undefined) ?? 'where the strategy stands';
}

const positionMeanings: { readonly [N in StrategyName]: Meanings } = {
  countdown: {
    at: oneOf({
      first: 'the first page is next: it tells how many rows there are',
      climb: 'reading up, to find the last page',
      count: 'reading down, from the last page to the first',
    }),
    page: () => 'the page counter: the number of the next page, and how many are still to read on the way down',
    total: (total) => (total === null ? 'the list does not say how many rows it has' : 'rows of the list, the fewest that were counted'),
    changed: (changed) => (changed === true ? 'rows left the window while it was read, so page 1 is read once more' : 'no row left the window since page 1 was read'),
    shortRows: (rows) => (rows === null ? 'page 1 did not come short' : 'rows on page 1, which came short and is asked for again'),
    rows: () => 'rows on the page before, which is the last one if the next is empty',
  },
  walked: {
    at: oneOf({
      up: 'reading on in the order of change',
      down: 'reading the pages of one group of equal stamps again, back to its first',
    }),
    since: (since) => (since === null ? 'pages are asked for from the window\'s beginning on' : 'pages are asked for from this stamp on, that of the last row read'),
    page: () => 'the number of the next page behind that stamp',
    next: (next) => (next === null ? 'behind this group the window ends' : 'the stamp from which it goes on then'),
  },
  keyset: {
    after: (after) => (after === null ? 'the first page is next' : 'the last key that was read; the next page begins behind it'),
  },
  token: {
    token: (token) => (token === null ? 'the first page is next' : 'the token of the next page, or its link without credentials'),
  },
  plain: {
    page: () => 'the number of the next page, upward to the first empty one',
  },
};

const cycleMeanings: Meanings = {
  anchor: () => 'an earlier one to compare with: if it comes again, the list would never end',
  steps: () => 'pages read so far',
};
