import { isJsonObject } from '../core/json.ts';

/** A shorter one would strike out parts of ordinary words, and is left. */
const charactersLeast = 4;

/** A pattern cannot be of any length, so a longer secret is struck out in pieces. */
const pieceCharactersMax = 1_000;

/** From so many bytes on, what base64 makes of a secret is long enough to be told from other text wherever it stands. */
const base64BytesLeast = 8;

/**
 * Returns a function that strikes out secrets, however they are written: as they are, in a URL, as JSON escapes them, and in
 * base64, alone or as part of something longer such as `user:password`. Where two overlap, both are struck out whole.
 */
export function redactor(secrets: readonly string[]): (text: string) => string {
  const hidden = [...new Set(secrets.filter((text) => text.length >= charactersLeast).flatMap(piecesOf))];
  const patternsFor = hidden.map(searchOf);
  return (text) => {
    const found = patternsFor.flatMap((patterns) => patterns(text).flatMap((pattern) => placesOf(pattern, text)));
    return found.length === 0 ? text : strikeOut(text, found);
  };
}

/** A value with each text in it redacted, names of fields too. Throws `RangeError` where it is nested deeper than the stack. */
export function redactAll(value: unknown, redact: (text: string) => string): unknown {
  if (typeof value === 'string') return redact(value);
  if (Array.isArray(value)) return value.map((element) => redactAll(element, redact));
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, given]) => [redact(name), redactAll(given, redact)]));
}

type Place = { readonly from: number; readonly to: number };

/** Also those that overlap: a search goes on one character after the beginning of the last. */
function placesOf(pattern: RegExp, text: string): Place[] {
  const places: Place[] = [];
  pattern.lastIndex = 0;
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
    places.push({ from: match.index, to: match.index + match[0].length });
    // Within a pair of surrogates a search would go back to its first half, and find the same place for ever.
    pattern.lastIndex = match.index + ((text.codePointAt(match.index) ?? 0) > 0xffff ? 2 : 1);
  }
  return places;
}

function strikeOut(text: string, places: readonly Place[]): string {
  let struck = '';
  let end = 0;
  for (const { from, to } of places.toSorted((one, other) => one.from - other.from)) {
    if (from >= end) struck += `${text.slice(end, from)}[secret]`;
    end = Math.max(end, to);
  }
  return struck + text.slice(end);
}

/** As many as cover the secret, each of full length, so that none is a part of ordinary words. */
function piecesOf(secret: string): string[] {
  const characters = Array.from(secret);
  if (characters.length <= pieceCharactersMax) return [secret];
  const pieces: string[] = [];
  for (let end = characters.length; end > 0; end -= pieceCharactersMax) {
    const from = Math.max(0, end - pieceCharactersMax);
    pieces.push(characters.slice(from, from + pieceCharactersMax).join(''));
  }
  return pieces;
}

/**
 * What has to be searched for in a text. Making the patterns takes longer than an ordinary call, and an ordinary text, such as
 * a name or a time, shows at once that it needs none: nothing in it is encoded, and the secret does not stand there.
 */
function searchOf(secret: string): (text: string) => readonly RegExp[] {
  const bytes = Buffer.from(secret);
  const parts = lazily(() => base64Parts(bytes).map(({ decided }) => decided));
  const patterns = lazily(() => patternsOf(secret, bytes));
  return (text) => {
    // No way of writing it is shorter than the secret itself.
    if (text.length < secret.length) return [];
    if (/[%\\+/]/.test(text) || text.includes(secret)) return patterns();
    const asBase64 = text.replaceAll('-', '+').replaceAll('_', '/');
    return parts().some((part) => asBase64.includes(part)) ? patterns() : [];
  };
}

function lazily<T extends object>(make: () => T): () => T {
  let made: T | null = null;
  return () => (made ??= make());
}

function patternsOf(secret: string, bytes: Buffer): RegExp[] {
  return [plainPattern(secret), ...base64Parts(bytes).map(base64Pattern)].map((source) => new RegExp(source, 'gu'));
}

function plainPattern(secret: string): string {
  return Array.from(secret, (character) => `(?:${written(character)})`).join('');
}

/** What JSON puts before a character, itself perhaps within a URL. */
const backslash = String.raw`(?:\\|%(?:25)*5[cC])`;

/** A character as it stands, or as a URL, a form or JSON writes it. */
function written(character: string): string {
  const either = `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}|${percentEncoded(character)}`;
  // Of a backslash a URL makes a slash.
  if (character === '\\') return String.raw`(?:\/|${backslash}){1,2}`;
  if (character === '"' || character === '/') return `${backslash}?(?:${either})`;
  if (character === ' ') return String.raw`\+|${either}`;
  const hex = character.length === 1 ? character.charCodeAt(0).toString(16).padStart(4, '0') : '';
  return hex === '' ? either : `${either}|${backslash}u${anyCase(hex)}`;
}

/** However often it was encoded. */
function percentEncoded(character: string): string {
  return Array.from(Buffer.from(character), (byte) => `%(?:25)*${anyCase(byte.toString(16).padStart(2, '0'))}`).join('');
}

/** The characters that bytes alone decide in base64, and whether one before and behind is decided in part. */
type Base64Part = { readonly decided: string; readonly before: boolean; readonly behind: boolean };

/** What base64 makes of the bytes behind none, one or two others of a group of three. */
function base64Parts(bytes: Buffer): Base64Part[] {
  if (bytes.length < base64BytesLeast) return [];
  return [0, 1, 2].map((offset) => {
    const text = Buffer.concat([Buffer.alloc(offset), bytes]).toString('base64').replace(/=+$/, '');
    const begin = Math.ceil((offset * 8) / 6);
    const end = Math.floor(((offset + bytes.length) * 8) / 6);
    return { decided: text.slice(begin, end), before: begin > 0, behind: end < text.length };
  });
}

/** In both alphabets, also within a URL. */
function base64Pattern({ decided, before, behind }: Base64Part): string {
  const beside = '[\\w+\\/-]?';
  return `${before ? beside : ''}${Array.from(decided, base64Character).join('')}${behind ? beside : ''}`;
}

function base64Character(character: string): string {
  if (character === '+') return `(?:[+-]|${percentEncoded('+')})`;
  if (character === '/') return String.raw`(?:\\?\/|_|${percentEncoded('/')})`;
  return character;
}

function anyCase(hex: string): string {
  return hex.replace(/[a-f]/g, (digit) => `[${digit}${digit.toUpperCase()}]`);
}
