import { redactor } from '../../../src/edge/redact.ts';
import type { Exchange } from './exchange.ts';

/** What the connector reads of an answer; the others are the connection's own. */
const answerHeaders = ['content-type', 'date', 'retry-after', 'link', 'location'];

/** Request headers that hold nothing to hide. */
const openHeaders = ['accept'];

/**
 * Takes out of an exchange what may not be written: credentials wherever they stand, and the value of every request header
 * that is not known to be harmless.
 */
export function stripper(credentials: readonly string[]): (exchange: Exchange) => Exchange {
  const redact = redactor(credentials);
  return ({ request, answer }) => ({
    request: {
      method: request.method,
      url: redact(request.url),
      headers: mapValues(request.headers, (name, value) => (openHeaders.includes(name) ? redact(value) : hide(value))),
    },
    answer: {
      status: answer.status,
      headers: mapValues(pick(answer.headers, answerHeaders), (_name, value) => redact(value)),
      body: redact(answer.body),
    },
  });
}

/** `Bearer abc` becomes `Bearer [secret]`: which scheme is used is no secret. */
function hide(value: string): string {
  return /^[A-Za-z]+ \S+$/.test(value) ? value.replace(/ \S+$/, ' [secret]') : '[secret]';
}

function pick(headers: Readonly<Record<string, string>>, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => names.includes(name)));
}

function mapValues(headers: Readonly<Record<string, string>>, change: (name: string, value: string) => string): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, change(name, value)]));
}
