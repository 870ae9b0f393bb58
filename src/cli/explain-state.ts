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
    if (name === 'window' && isJsonObject(value)) return explainFields('window.', value, windowMeanings);
    if (name === 'position' && isJsonObject(value)) return explainFields('position.', value, positionMeanings);
    return explainFields('', { [name]: value }, streamMeanings);
  });
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
      ? 'no window was finished yet: nothing is complete'
      : 'every change before this moment is in the warehouse; the next window begins here',
  pageSize: () => 'rows per page; may shrink within a window, never grows',
  fingerprint: () => 'of the settings that shape the list: when they change, the window starts over',
  restarts: (restarts) =>
    restarts === 0 ? 'the window never started over' : 'how often the window started over, because a row entered it',
  strategy: () => 'how the list is read',
};

const windowMeanings: Meanings = {
  from: (from) => (from === null ? 'the window begins at the beginning of time' : 'the window begins with the changes of this moment'),
  until: () => 'the window ends before this moment, frozen; it becomes the cursor when all pages are read',
  end: () => 'where the whole window ends; later than until only where it was cut into pieces',
};

const directions: Readonly<Record<string, string>> = {
  first: 'page 1 is next: it tells how many rows there are',
  climb: 'reading up, to find the last page',
  count: 'reading down, from the last page to the first',
};

const positionMeanings: Meanings = {
  at: (at) => (typeof at === 'string' ? (directions[at] ?? 'where the strategy stands') : 'where the strategy stands'),
  page: () => 'the page counter: the number of the next page, and how many are still to read on the way down',
  total: (total) => (total === null ? 'the list does not say how many rows it has' : 'rows in the window, the fewest that were counted'),
  changed: (changed) => (changed === true ? 'rows left the window while it was read, so page 1 is read once more' : 'no row left the window since page 1 was read'),
  shortRows: (rows) => (rows === null ? 'page 1 did not come short' : 'rows on page 1, which came short and is asked for again'),
};
