import { createLoanPlatform } from '../../src/demo/loan-platform/loan-platform.ts';
import { startLoanApi } from '../../src/demo/loan-platform/loan-api.ts';
import { createRandom } from '../../src/demo/loan-platform/random.ts';
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
  const alone = await readAll(1);
  const ahead = await readAll(8);
  return [
    atMost('list reads ÷ pages, two edits per read, one at a time', 1.1, [alone.reads], `eight in flight: ${ahead.reads.toFixed(2)}`),
    atMost('rows delivered twice in that sync ÷ rows', 0.02, [alone.again], `eight in flight: ${ahead.again.toFixed(3)}`),
  ];
}

/** `reads`: list reads per page. `again`: rows delivered that an earlier answer had already brought, per row. */
async function readAll(concurrency: number): Promise<{ reads: number; again: number }> {
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
    const seen = new Set<string>();
    let delivered = 0;
    for (let state: JsonObject = {}, hasMore = true; hasMore; ) {
      const event = { state, secrets: { baseUrl: api.url, apiToken: token }, customPayload: payload };
      const answer = await answerEvent(applicationsAlone, event, silent, Number.POSITIVE_INFINITY);
      const came = 'insert' in answer ? (answer.insert['loan_applications'] ?? []) : [];
      for (const { id } of came) seen.add(printJson(id ?? null));
      delivered += came.length;
      ({ state, hasMore } = answer);
    }
    return { reads: api.requests.lists / (rows / pageSize), again: (delivered - seen.size) / rows };
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
