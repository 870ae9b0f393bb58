import type { Environment } from '../../../src/edge/environment.ts';
import type { Answered, Asked, Exchange } from './exchange.ts';

/** A network that remembers. */
export type Recorder = {
  readonly fetch: Environment['fetch'];
  /** What was asked since this was last called, in the order in which it was; `unanswered` stands for no answer. */
  readonly take: () => readonly Exchange[];
};

/** What a request got that nobody answered. It cannot be written. */
export const unanswered: Answered = { status: 0, headers: {}, body: '' };

/**
 * Stands between the connector and a network, and remembers each exchange as `strip` leaves it.
 *
 * nock's own recorder parses bodies of JSON, which damages long numbers, and keeps compressed ones in hex. This one
 * stands before `fetch`, where a body is the text that the connector reads.
 */
export function createRecorder(network: Environment['fetch'], strip: (exchange: Exchange) => Exchange): Recorder {
  let flights: { exchange: Exchange }[] = [];
  return {
    fetch: async (url, init) => {
      const request: Asked = { method: init.method ?? 'GET', url: url.href, headers: asTexts(new Headers(init.headers)) };
      const flight = { exchange: strip({ request, answer: unanswered }) };
      flights.push(flight);
      const response = await network(url, init);
      const body = await response.text();
      const { status, headers } = response;
      flight.exchange = strip({ request, answer: { status, headers: asTexts(headers), body } });
      return new Response(body, { status, headers });
    },
    take: () => {
      const taken = flights.map(({ exchange }) => exchange);
      flights = [];
      return taken;
    },
  };
}

function asTexts(headers: Headers): Record<string, string> {
  return Object.fromEntries(headers);
}
