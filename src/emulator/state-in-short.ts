import { isJsonObject, type Json, type JsonObject } from '../core/json.ts';

/**
 * A state of ours in a few words, `A 11-23 08:00:05, B page 41, C due`; any other state as the beginning of its JSON.
 * `letter` is what a stream is called. For reading only: several states may look the same.
 */
export function stateInShort(state: Json, letter: (stream: string) => string): string {
  const streams = isJsonObject(state) ? state['streams'] : undefined;
  if (!isJsonObject(streams)) return clip(JSON.stringify(state));
  const texts = Object.entries(streams).map(([stream, at]) => ({ name: letter(stream), text: isJsonObject(at) ? streamInShort(at) : '?' }));
  return Object.entries(Object.groupBy(texts, ({ text }) => text))
    .map(([text, alike = []]) => `${alike.map(({ name }) => name).join(' ')} ${text}`)
    .join(', ');
}

const textMax = 60;

/** Of a key or a token, so that several streams fit a line. */
const placeMax = 20;

function clip(text: string, charactersMax = textMax): string {
  return text.length > charactersMax ? `${text.slice(0, charactersMax - 1)}…` : text;
}

function streamInShort(stream: JsonObject): string {
  const { phase, cursor, position } = stream;
  if (phase === 'due') return 'due';
  if (phase === 'paging') return isJsonObject(position) ? positionInShort(position) : 'paging';
  return cursorInShort(cursor);
}

/** A time, or what a list without a window goes on from. */
export function cursorInShort(cursor: Json | undefined): string {
  if (typeof cursor === 'string') return `${cursor.slice(5, 10)} ${cursor.slice(11, 19)}`;
  if (!isJsonObject(cursor)) return 'never read';
  const { rows, key, token } = cursor;
  if (typeof rows === 'number') return `${rows} rows`;
  return typeof key === 'string' ? `key ${clip(key, placeMax)}` : `token ${clip(typeof token === 'string' ? token : JSON.stringify(cursor), placeMax)}`;
}

/** A position of whatever strategy: its page where it counts pages, otherwise the place it stands at. */
function positionInShort(position: JsonObject): string {
  const { at, since, page, after, token } = position;
  if (at === 'first' || after === null || token === null) return 'first page';
  if (typeof page === 'number') {
    const stamp = typeof since === 'string' ? ` from ${cursorInShort(since)}` : '';
    return at === 'climb' ? `up to page ${page}` : `page ${page}${stamp}`;
  }
  if (typeof after === 'string') return `after ${clip(after, placeMax)}`;
  if (typeof token === 'string') return `token ${clip(token, placeMax)}`;
  return clip(Object.entries(position).map(([name, value]) => `${name} ${JSON.stringify(value)}`).join(' '));
}
