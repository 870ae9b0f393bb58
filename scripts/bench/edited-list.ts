import { createLoanPlatform } from '../../src/demo/loan-platform.ts';
import { startLoanApi } from '../../src/demo/loan-api.ts';
import { createRandom } from '../../src/demo/random.ts';
import type { JsonObject } from '../../src/core/json.ts';
import { printJson } from '../../src/edge/json.ts';
import { answerEvent } from '../../src/edge/answer-event.ts';
import { environment } from '../../src/hosts/environment.ts';
import { loans } from '../../src/sources/loans.ts';
import type { Source } from '../../src/edge/source.ts';
import { atMost, type Figure } from './figure.ts';

const token = 'token-of-the-benchmark';
const silent = { ...environment, log: () => undefined };

/** How many list reads it takes to read 20,000 rows of which two change at every read. */
export async function measureEditedList(): Promise<Figure[]> {
  const alone = await readsPerPage(1);
  const ahead = await readsPerPage(8);
  return [
    atMost('list reads ÷ pages, two edits per read, one at a time', 1.1, [alone], `eight in flight: ${ahead.toFixed(2)}`),
  ];
}

async function readsPerPage(concurrency: number): Promise<number> {
  const [rows, pageSize, editsPerRead] = [20_000, 100, 2];
  const platform = createLoanPlatform({ seed: 11, applications: rows, advisors: 20, now: Date.now });
  const random = createRandom(5);
  const ids = platform.tables().loan_applications.map(({ id }) => printJson(id ?? null).slice(1, -1));
  const edit = (): void => {
    for (let nth = 0; nth < editsPerRead; nth += 1) {
      platform.edits.changeApplication(random.pick(ids), { status: random.pick(['draft', 'submitted', 'approved']) });
    }
  };
  const api = await startLoanApi({ platform, token, afterListRead: edit });
  try {
    const payload = { streams: 'loan_applications', pageSize: String(pageSize), concurrency: String(concurrency) };
    for (let state: JsonObject = {}, hasMore = true; hasMore; ) {
      const event = { state, secrets: { baseUrl: api.url, apiToken: token }, customPayload: payload };
      ({ state, hasMore } = await answerEvent(applicationsAlone, event, silent, Number.POSITIVE_INFINITY));
    }
    return api.requests.lists / (rows / pageSize);
  } finally {
    await api.close();
  }
}

/** The list without the applicants of each application, which would be 20,000 requests more. */
const applicationsAlone: Source = {
  ...loans,
  endpoints: { loan_applications: { path: '/v1/loan-applications', item: loans.endpoints['loan_applications']?.item ?? missing() } },
};

function missing(): never {
  throw new Error('the loans source has no applications');
}
