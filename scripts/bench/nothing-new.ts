import { startLoanApi } from '../../src/demo/loan-platform/loan-api.ts';
import { createLoanPlatform } from '../../src/demo/loan-platform/loan-platform.ts';
import type { JsonObject } from '../../src/core/json.ts';
import { answerEvent } from '../../src/edge/answer-event.ts';
import { environment } from '../../src/hosts/environment.ts';
import { loans } from '../../src/sources/loans.ts';
import { atMost, type Figure } from './figure.ts';

const token = 'token-of-the-benchmark';

/** What a sync costs in which nothing changed. */
export async function measureNothingNew(): Promise<Figure[]> {
  let now = Date.now();
  const platform = createLoanPlatform({ seed: 3, applications: 20, advisors: 2, now: () => now });
  const api = await startLoanApi({ platform, token });
  const sync = async (state: JsonObject): Promise<{ state: JsonObject; calls: number }> => {
    let calls = 0;
    for (let hasMore = true; hasMore; calls += 1) {
      const event = { state, secrets: { baseUrl: api.url, apiToken: token } };
      ({ state, hasMore } = await answerEvent(loans, event, { ...environment, now: () => now, log: () => undefined }, Number.POSITIVE_INFINITY));
    }
    return { state, calls };
  };
  try {
    const first = await sync({});
    const before = api.requests.total;
    now += 3_600_000;
    const second = await sync(first.state);
    const streams = Object.keys(loans.catalog.streams).length;
    return [
      atMost('calls of a sync with nothing new', 1, [second.calls]),
      atMost('its requests per stream', 1, [(api.requests.total - before) / streams]),
    ];
  } finally {
    await api.close();
  }
}
