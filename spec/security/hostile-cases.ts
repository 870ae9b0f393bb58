import fc from 'fast-check';
import type { Reply } from './stage.ts';

/** An event as text, what the API answers, and how long the call may take, in milliseconds. */
export type HostileCase = { readonly event: string; readonly replies: readonly [Reply, ...Reply[]]; readonly timeMs: number };

type Values = { readonly [name: string]: unknown };

const window = { from: null, until: '2026-11-01T00:00:00.000Z', end: '2026-11-01T00:00:00.000Z' };

const paging = { phase: 'paging', cursor: null, window, pageSize: 100, fingerprint: 'f', restarts: 0, strategy: 'countdown' };

const states: readonly unknown[] = [
  {},
  null,
  { version: 1, streams: {} },
  { version: 1, streams: { loan_applications: { phase: 'idle', cursor: '2026-10-01T00:00:00.000Z' } } },
  { version: 1, streams: { deleted_loan_applications: { phase: 'due', cursor: null }, loan_applications: { phase: 'due', cursor: null } } },
  { version: 1, streams: { loan_applications: { ...paging, position: { at: 'count', page: 3, total: 300, changed: false } } } },
];

const payload = { start: '2020-01-01T00:00:00Z', pageSize: '50', settleSeconds: '30', concurrency: '4', requestsPerSecond: '', streams: 'loan_applications' };

/** An event as Fivetran sends it, in one of its forms. */
const rightEvents: fc.Arbitrary<Values> = fc.record(
  {
    agent: fc.constant('Fivetran AWS Lambda Connector/id/schema'),
    state: fc.constantFrom(...states),
    secrets: fc.constant({ baseUrl: 'https://api.example.org/loans', apiToken: 'a-token-of-this-connection' }),
    customPayload: fc.constantFrom({}, payload),
    setup_test: fc.boolean(),
    sync_id: fc.constant('8ad7b1f0-5a4e-4a3c'),
    bucket: fc.constantFrom('', 'a-bucket'),
    file: fc.constantFrom('', 'a/key'),
  },
  { requiredKeys: ['secrets'] },
);

/** What tends to be forgotten, beside any other JSON. */
const oddValues: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(null, true, false, 0, -1, 1e308, 2 ** 53, '', ' ', 'null', '__proto__', 'x'.repeat(10_000), '\ud800', [], {}, [[]]),
  fc.jsonValue({ maxDepth: 2 }),
  fc.constantFrom(10, 1_000, 20_000).map(nested),
);

/** One or more fields of an event, at any depth, replaced, left out or added. */
const changedEvents: fc.Arbitrary<string> = fc
  .tuple(rightEvents, fc.array(fc.tuple(fc.array(fc.nat(20), { minLength: 1, maxLength: 6 }), fc.constantFrom('replace', 'remove', 'add'), oddValues), { minLength: 1, maxLength: 2 }))
  .map(([event, changes]) => changes.reduce<unknown>((value, [path, how, odd]) => change(value, path, how, odd), event))
  .map(print);

const replies: fc.Arbitrary<readonly [Reply, ...Reply[]]> = fc
  .array(
    fc.oneof(
      { weight: 8, arbitrary: fc.constant<Reply>({ kind: 'good' }) },
      { weight: 1, arbitrary: fc.constant<Reply>({ kind: 'hang' }) },
      { weight: 1, arbitrary: fc.string().map((message): Reply => ({ kind: 'broken', message })) },
      {
        weight: 4,
        arbitrary: fc
          .tuple(fc.constantFrom(200, 204, 302, 400, 401, 404, 429, 500, 599), fc.oneof(fc.json({ maxDepth: 2 }), fc.string(), totals()))
          .map(([status, body]): Reply => ({ kind: 'answer', status, headers: { 'retry-after': '1' }, body })),
      },
    ),
    { minLength: 1, maxLength: 3 },
  )
  .map(([first = { kind: 'good' }, ...others]) => [first, ...others]);

/** Events of every kind: right ones, right ones with a few changes, and any JSON at all. */
export const hostileCases: fc.Arbitrary<HostileCase> = fc.record({
  event: fc.oneof(
    { weight: 4, arbitrary: rightEvents.map(print) },
    { weight: 6, arbitrary: changedEvents },
    { weight: 1, arbitrary: oddValues.map(print) },
  ),
  replies,
  timeMs: fc.constantFrom(0, 5, 200, 900),
});

/** A list whose total is no number, or one that grows or shrinks from answer to answer. */
function totals(): fc.Arbitrary<string> {
  return fc.tuple(fc.oneof(fc.integer({ min: -1, max: 1_000 }), fc.maxSafeNat(), oddTotals()), fc.boolean()).map(([total, empty]) =>
    JSON.stringify({ data: empty ? [] : [{ id: 'd1', deleted_at: '2026-01-01T00:00:00Z', applicant_ids: [] }], page: { total } }),
  );
}

function oddTotals(): fc.Arbitrary<unknown> {
  return fc.constantFrom<unknown>(null, '1', 1.5, 1e300, [], undefined);
}

/** Follows a path of numbers down into a value, each the number of a field there, and changes what it leads to. */
function change(value: unknown, [at = 0, ...rest]: readonly number[], how: 'replace' | 'remove' | 'add', odd: unknown): unknown {
  if (typeof value !== 'object' || value === null) return odd;
  const fields = Object.entries(value);
  const [name] = fields[at % Math.max(1, fields.length)] ?? [undefined];
  if (name === undefined || how === 'add') return { ...value, [`extra${String(at)}`]: odd };
  if (rest.length > 0) return { ...value, [name]: change(Reflect.get(value, name), rest, how, odd) };
  return how === 'remove' ? Object.fromEntries(fields.filter(([field]) => field !== name)) : { ...value, [name]: odd };
}

/** Too deep for `JSON.stringify`, which has to print the rest of the event. */
class Nested {
  readonly levels: number;
  constructor(levels: number) {
    this.levels = levels;
  }
  toJSON(): string {
    return `nested ${String(this.levels)}`;
  }
}

function nested(levels: number): Nested {
  return new Nested(levels);
}

function print(event: unknown): string {
  const text = JSON.stringify(event) as string | undefined;
  return (text ?? 'null').replace(/"nested (\d+)"/g, (_, levels: string) => `${'['.repeat(Number(levels))}${']'.repeat(Number(levels))}`);
}
