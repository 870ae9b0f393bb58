import assert from 'node:assert/strict';
import { foldJson, layOutJson } from './json-layout.ts';

/** One request of the connector and its answer, without credentials. */
export type Exchange = { readonly request: Asked; readonly answer: Answered };

export type Asked = {
  readonly method: string;
  /** Whole, with its query. */
  readonly url: string;
  /** By their names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
};

export type Answered = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** As it came, every digit and escape of it. */
  readonly body: string;
};

/**
 * An exchange as a text to read: request line, one line for each query parameter and header, then the answer, its
 * JSON laid out. Throws where the text would not read back as the same exchange.
 */
export function printExchange(exchange: Exchange): string {
  const { request, answer } = exchange;
  const url = new URL(request.url);
  const query = [...url.searchParams].map(([name, value], nth) => `  ${nth === 0 ? '?' : '&'}${name}=${value}`);
  const parts = [
    [`${request.method} ${url.origin}${url.pathname}`, ...query, ...printHeaders(request.headers)].join('\n'),
    [`HTTP ${answer.status}`, ...printHeaders(answer.headers)].join('\n'),
    ...(answer.body === '' ? [] : [layOutJson(answer.body)]),
  ];
  const text = `${parts.join('\n\n')}\n`;
  assert.deepEqual(parseExchange(text), exchange, 'an exchange that cannot be written exactly');
  return text;
}

/** Throws `SyntaxError` for a text that `printExchange` does not write. */
export function parseExchange(text: string): Exchange {
  const [, asked = '', answered = '', body = ''] = /^(.*?)\n\n(.*?)(?:\n\n(.*))?\n$/s.exec(text) ?? [];
  const [first = '', ...lines] = asked.split('\n');
  const [, method, place] = /^([A-Z]+) (https?:\/\/\S+)$/.exec(first) ?? [];
  const [statusLine = '', ...answerHeaders] = answered.split('\n');
  const [, status] = /^HTTP (\d{3})$/.exec(statusLine) ?? [];
  if (method === undefined || place === undefined || status === undefined) {
    throw new SyntaxError(`this is no recorded exchange: it begins with ${JSON.stringify(text.slice(0, 80))}`);
  }
  const url = new URL(place);
  const query = lines.filter((line) => line.startsWith('  '));
  for (const line of query) {
    const [, name = '', value = ''] = /^ {2}[?&]([^=]*)=(.*)$/.exec(line) ?? [];
    url.searchParams.append(name, value);
  }
  return {
    request: { method, url: url.href, headers: parseHeaders(lines.slice(query.length)) },
    answer: { status: Number(status), headers: parseHeaders(answerHeaders), body: foldJson(body) },
  };
}

function printHeaders(headers: Readonly<Record<string, string>>): string[] {
  return Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
}

function parseHeaders(lines: readonly string[]): Record<string, string> {
  const pairs = lines.map((line): [string, string] => {
    const [, name, value] = /^([^\s:]+): (.*)$/.exec(line) ?? [];
    if (name === undefined || value === undefined) throw new SyntaxError(`this is no header: ${line}`);
    return [name, value];
  });
  return Object.fromEntries(pairs);
}
