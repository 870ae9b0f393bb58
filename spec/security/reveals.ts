/** So many characters of a secret in a row give away too much of it. */
const charactersShownMax = 7;

/**
 * Whether a text gives away a secret, or any eight characters of it: as it stands, behind any encoding for URLs, as JSON escapes it,
 * or within base64. It decodes what it sees, and so shares nothing with the code that strikes secrets out.
 */
export function reveals(text: string, secret: string): boolean {
  const parts = windowsOf(Array.from(secret)).map(binary);
  return readings(binary(text)).some((reading) => parts.some((part) => reading.includes(part)));
}

/** Bytes as characters of one byte each. */
function binary(text: string): string {
  return Buffer.from(text).toString('latin1');
}

function windowsOf(characters: readonly string[]): string[] {
  const size = Math.min(charactersShownMax + 1, characters.length);
  return Array.from({ length: characters.length - size + 1 }, (_, at) => characters.slice(at, at + size).join(''));
}

/** All that a text may be read as; most of it is the same, and looked at once. */
function readings(text: string): string[] {
  const plain = new Set([text, unescape(text)].flatMap(decodings));
  return [...new Set([...plain, ...[...plain].flatMap(base64Readings)])];
}

function decodings(text: string): string[] {
  const found = [text];
  while (found.length < 5 && found.at(-1) !== found.at(-2)) found.push(decodePercent(found.at(-1) ?? ''));
  return found.flatMap((reading) => [reading, reading.replaceAll('+', ' ')]);
}

function decodePercent(text: string): string {
  return text.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

/** Without the backslashes with which JSON escapes, once or twice. */
function unescape(text: string): string {
  const characters = text.replace(/\\+u([0-9a-f]{4})/gi, (_, hex: string) => binary(String.fromCharCode(Number.parseInt(hex, 16))));
  return characters.replace(/\\+/g, (slashes) => '\\'.repeat(Math.floor(slashes.length / 2)));
}

function base64Readings(text: string): string[] {
  const runs = text.match(/[A-Za-z0-9+/_-]{10,}/g) ?? [];
  return [0, 1, 2, 3].map((skipped) => runs.map((run) => Buffer.from(run.slice(skipped), 'base64').toString('latin1')).join('\n'));
}
