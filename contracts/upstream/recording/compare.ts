import type { Answered, Asked } from './exchange.ts';
import { layOutJson } from './json-layout.ts';
import { fileName, type RecordedCall, type Recording } from './recording.ts';

/** What differs between a recording and the same sync played again, in words, with the file where there is one. */
export function compareRecordings(recorded: Recording, played: Recording): string[] {
  const opening = difference(JSON.stringify(recorded.opening, null, 2), JSON.stringify(played.opening, null, 2));
  const calls = Array.from({ length: Math.max(recorded.calls.length, played.calls.length) }, (_, nth) =>
    compareCalls(`call-${nth + 1}`, recorded.calls[nth], played.calls[nth]),
  );
  return [...(opening === null ? [] : [`opening.json: the sync begins otherwise: ${opening}`]), ...calls.flat()];
}

function compareCalls(folder: string, recorded: RecordedCall | undefined, played: RecordedCall | undefined): string[] {
  if (recorded === undefined) return [`${folder}: the sync goes on with a call that is not recorded`];
  if (played === undefined) return [`${folder}: the sync ends before this call`];
  const left = played.exchanges.map((exchange) => exchange);
  const findings: string[] = [];
  for (const [nth, exchange] of recorded.exchanges.entries()) {
    const file = `${folder}/${fileName(exchange, nth)}`;
    const place = left.findIndex(({ request }) => sameRequest(request, exchange.request));
    if (place === -1) {
      findings.push(notAsked(file, exchange.request));
      continue;
    }
    const [same] = left.splice(place, 1);
    const answered = difference(printAnswer(exchange.answer), printAnswer(same?.answer ?? exchange.answer));
    if (answered !== null) findings.push(`${file}: the source answers otherwise: ${answered}`);
  }
  findings.push(...left.map(({ request }) => notRecorded(folder, request)));
  const order = difference(linesOf(recorded), linesOf(played));
  if (findings.length === 0 && order !== null) findings.push(`${folder}: the same is asked in another order: ${order}`);
  const answer = difference(layOutJson(recorded.answer), layOutJson(played.answer));
  if (answer !== null) findings.push(`${folder}/answer.json: the connector answers otherwise: ${answer}`);
  return findings;
}

/** The connector no longer asks what it asked. */
export function notAsked(file: string, request: Asked): string {
  return `${file}: recorded, but not asked: ${printRequest(request)}`;
}

/** The connector asks what it did not ask. */
export function notRecorded(folder: string, request: Asked): string {
  return `${folder}: asked, but not recorded: ${printRequest(request)}`;
}

export function sameRequest(one: Asked, other: Asked): boolean {
  return printRequest(one) === printRequest(other);
}

function printRequest({ method, url, headers }: Asked): string {
  const { pathname, searchParams } = new URL(url);
  const query = [...searchParams].map(([name, value]) => `${name}=${value}`).join('&');
  return `${method} ${pathname}${query === '' ? '' : `?${query}`} (${Object.entries(headers).map(([name, value]) => `${name}: ${value}`).join(', ')})`;
}

function printAnswer({ status, headers, body }: Answered): string {
  return [`status ${status}`, ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`), layOutJson(body)].join('\n');
}

function linesOf({ exchanges }: RecordedCall): string {
  return exchanges.map(({ request }) => printRequest(request)).join('\n');
}

/** The first line in which two texts differ; null where they are the same. */
function difference(recorded: string, played: string): string | null {
  const before = recorded.split('\n');
  const after = played.split('\n');
  const nth = Array.from({ length: Math.max(before.length, after.length) }).findIndex((_, line) => before[line] !== after[line]);
  if (nth === -1) return null;
  return `recorded was ${quote(before[nth])}, now it is ${quote(after[nth])}`;
}

function quote(line: string | undefined): string {
  return line === undefined ? 'nothing' : `'${line.trim()}'`;
}
