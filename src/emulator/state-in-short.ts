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

function clip(text: string): string {
  return text.length > textMax ? `${text.slice(0, textMax - 1)}…` : text;
}

function streamInShort(stream: JsonObject): string {
  const { phase, cursor, position } = stream;
  if (phase === 'due') return 'due';
  if (phase === 'paging') return isJsonObject(position) ? positionInShort(position) : 'paging';
  return typeof cursor === 'string' ? `${cursor.slice(5, 10)} ${cursor.slice(11, 19)}` : 'never read';
}

/** A position of whatever strategy: its page where it counts pages, otherwise what it holds. */
function positionInShort(position: JsonObject): string {
  const { at, page } = position;
  if (at === 'first') return 'first page';
  if (typeof page === 'number') return at === 'climb' ? `up to page ${page}` : `page ${page}`;
  return clip(Object.entries(position).map(([name, value]) => `${name} ${JSON.stringify(value)}`).join(' '));
}
