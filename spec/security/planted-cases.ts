import fc from 'fast-check';
import { secrets, tokens } from './secrets.ts';
import type { Reply } from './stage.ts';
import { writings } from './writings.ts';

/** A connection's secrets, an event and an API that give them back wherever something can stand. */
export type PlantedCase = {
  readonly secrets: readonly string[];
  readonly event: object;
  readonly replies: readonly [Reply, ...Reply[]];
  /** What S3 says, or null where it takes what is put. */
  readonly putFails: string | null;
};

const times = { created_at: '2026-01-01T00:00:00Z', updated_at: '2026-01-01T00:00:00Z' };

export const plantedCases: fc.Arbitrary<PlantedCase> = fc.tuple(tokens, secrets).chain(([token, phrase]) => {
  const planted = fc
    .tuple(fc.constantFrom(token, phrase), fc.constantFrom(...Object.values(writings)))
    .map(([secret, write]) => write(secret));
  return fc.record({
    secrets: fc.constant([token, phrase]),
    event: events(token, phrase, planted),
    replies: fc.tuple(replies(planted), replies(planted)),
    putFails: fc.option(planted),
  });
});

function events(token: string, phrase: string, planted: fc.Arbitrary<string>): fc.Arbitrary<object> {
  const baseUrl = fc.oneof(
    { weight: 4, arbitrary: fc.constant('https://api.example.org/loans') },
    { weight: 1, arbitrary: planted.map((text) => `https://api.example.org/${encodeURIComponent(text)}`) },
    { weight: 1, arbitrary: planted },
  );
  const nothing = fc.constant({});
  const seldom = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(arbitrary, { nil: undefined, freq: 3 });
  return fc.record({
    state: fc.oneof({ weight: 3, arbitrary: nothing }, { weight: 2, arbitrary: states(planted) }),
    secrets: baseUrl.map((url) => ({ baseUrl: url, apiToken: token, nested: { list: [phrase] } })),
    customPayload: fc.oneof(
      { weight: 4, arbitrary: nothing },
      { weight: 1, arbitrary: planted.map((text) => ({ [text]: text })) },
      { weight: 1, arbitrary: fc.tuple(fc.constantFrom('start', 'pageSize', 'streams', 'attempts'), planted).map(([name, text]) => ({ [name]: text })) },
      { weight: 1, arbitrary: planted.map((text) => [{ key: text, value: text }]) },
    ),
    setup_test: fc.oneof({ weight: 3, arbitrary: fc.constant<unknown>(false) }, { weight: 1, arbitrary: fc.constant<unknown>(true) }, { weight: 1, arbitrary: planted }),
    sync_id: seldom(planted),
    agent: seldom(planted),
    bucket: seldom(planted),
    file: seldom(planted),
  });
}

/** States that an operator may have written. */
function states(planted: fc.Arbitrary<string>): fc.Arbitrary<object> {
  const window = { from: null, until: '2026-11-01T00:00:00.000Z', end: '2026-11-01T00:00:00.000Z' };
  return fc.tuple(planted, fc.nat(5)).map(([text, where]) => {
    const position = { at: 'count', page: 1, total: 1, changed: false, ...(where === 0 ? { [text]: 1 } : {}) };
    const paging = { phase: 'paging', cursor: null, window, pageSize: 1, fingerprint: text, restarts: 0, strategy: where === 1 ? text : 'countdown', position };
    const streams = {
      loan_applications: where === 2 ? { phase: 'idle', cursor: text } : paging,
      ...(where === 3 ? { [text]: { phase: 'idle', cursor: null } } : {}),
    };
    return where === 4 ? { [text]: text } : { version: where === 5 ? text : 1, streams };
  });
}

/** Errors, redirects, pages of another shape, rows with strange ids: each with something planted in its header or body. */
function replies(planted: fc.Arbitrary<string>): fc.Arbitrary<Reply> {
  const headers = planted.map((text) => {
    const value = encodeURI(text.toWellFormed());
    return { location: `https://${encodeURIComponent(value)}.example.net/${value}`, 'retry-after': value, 'www-authenticate': value };
  });
  const types = fc.oneof(fc.constant('application/json'), fc.constant('application/problem+json'), planted.map((text) => `text/${encodeURI(text.toWellFormed())}`));
  const bodies = planted.chain((text) =>
    fc.constantFrom(
      text,
      JSON.stringify(text),
      `{"data": [${text}`,
      JSON.stringify({ title: text, detail: `${'x '.repeat(95)}${text}${text}` }),
      JSON.stringify({ [text]: text }),
      JSON.stringify({ data: text, page: { total: 1 } }),
      JSON.stringify({ data: [{ [text]: text }], page: { total: 1 } }),
      JSON.stringify({ data: [], page: { total: text } }),
      JSON.stringify({ data: [application(text)], page: { total: 1 } }),
      JSON.stringify({ data: [{ id: text, deleted_at: text, applicant_ids: [text] }], page: { total: 1 } }),
      JSON.stringify({ data: [{ ...application('a1'), updated_at: text, advisor: { id: text, name: text } }], page: { total: 1 } }),
    ),
  );
  return fc.oneof(
    { weight: 2, arbitrary: fc.constant<Reply>({ kind: 'good' }) },
    { weight: 1, arbitrary: planted.map((message): Reply => ({ kind: 'broken', message })) },
    {
      weight: 6,
      arbitrary: fc
        .tuple(fc.constantFrom(200, 200, 200, 302, 400, 401, 403, 404, 409, 429, 500), headers, types, bodies)
        .map(([status, given, type, body]): Reply => ({ kind: 'answer', status, headers: { ...given, 'content-type': type }, body })),
    },
  );
}

function application(id: string): object {
  return { id, ...times, status: 's', amount: 1, currency: 'EUR', term_months: 1, reference: 1, advisor: { id: 'v', name: 'V' }, removed_applicant_ids: [] };
}
