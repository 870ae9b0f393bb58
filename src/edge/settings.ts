import * as z from 'zod/mini';
import { Failure } from '../core/failure.ts';
import { parseInstant, type Instant } from '../core/instant.ts';
import type { Event } from '../protocol/event.ts';
import { problemOf } from '../protocol/problem.ts';
import type { Manners } from './client.ts';
import { described } from '../protocol/described.ts';
import type { Access, Shape, Source } from './source.ts';
import { urlProblem } from './url-problem.ts';

/** What a connection chose, checked. */
export type Settings = {
  readonly access: Access;
  readonly manners: Manners;
  readonly start: Instant | null;
  readonly pageSize: number;
  readonly settleMs: number;
  readonly streams: readonly string[];
};

/** Reads the secrets and the custom payload of an event. Throws `SETTINGS` naming the setting. */
export function readSettings(source: Source, { secrets, payload }: Pick<Event, 'secrets' | 'payload'>): Settings {
  const checked = check(source.secrets, [], secrets, 'secrets');
  const shape = shapeFor(source);
  const chosen = check(shape, Object.keys(shape.shape), withoutBlanks(payload), 'customPayload');
  return {
    access: source.access(checked, chosen),
    manners: {
      concurrency: chosen.concurrency,
      requestsPerSecond: chosen.requestsPerSecond ?? null,
      timeoutMs: chosen.timeoutSeconds * 1_000,
      attempts: chosen.attempts,
    },
    start: chosen.start ?? null,
    pageSize: chosen.pageSize,
    settleMs: chosen.settleSeconds * 1_000,
    streams: chosen.streams,
  };
}

/** Kept beside its source: making it takes longer than all else in a call that waits for nothing (measured: 0.4 ms of 0.8). */
const shapes = new WeakMap<Source, ReturnType<typeof payloadShape>>();

function shapeFor(source: Source): ReturnType<typeof payloadShape> {
  const known = shapes.get(source) ?? payloadShape(source);
  shapes.set(source, known);
  return known;
}

/** What a source's payload may hold: its own settings, and those that every source takes. All values are texts, as Fivetran sends them. */
export function payloadShape({ catalog, payload }: Pick<Source, 'catalog' | 'payload'>) {
  return z.strictObject({ ...payload?._zod.def.shape, ...standardPayload(Object.keys(catalog.streams)) });
}

/** The settings that every source takes. */
export function standardPayload(streams: readonly string[]) {
  return {
    start: described(z.optional(instant), "ISO time of the first window's beginning, e.g. 2026-01-31T00:00:00Z"),
    pageSize: described(z._default(wholeNumber(1, 500), 100), 'rows per page, 1 to 500'),
    settleSeconds: described(z._default(decimal(0, 86_400), 30), "how far a window's end stays behind the source's clock, in seconds"),
    concurrency: described(z._default(wholeNumber(1, 100), 8), 'requests in flight at most, 1 to 100'),
    requestsPerSecond: described(z.optional(decimal(0.001, 100_000)), 'upper bound of the pace, may be a fraction; unlimited unless set'),
    timeoutSeconds: described(z._default(decimal(0.001, 900), 30), 'per attempt, in seconds'),
    attempts: described(z._default(wholeNumber(1, 20), 5), 'tries per request, the first included, 1 to 20'),
    streams: described(z._default(chosenStreams(streams), [...streams]), `names separated by commas; all unless set: ${streams.join(', ')}`),
  };
}

/** A URL that credentials may be sent to: `https`, or anything on this machine's own loopback. */
export const baseUrl = z.string({ error: 'it is missing or not a text' }).check(
  z.check(({ value, issues }) => {
    const message = urlProblem(value);
    if (message !== null) issues.push({ code: 'custom', message, input: value });
  }),
);

/** A secret that is sent in a header: not empty, and only what a header can carry. */
export const credential = z
  .string({ error: 'it is missing or not a text' })
  .check(z.regex(/^[\x21-\x7e]+$/, { error: 'it is empty, or has a blank or another character that a header cannot carry' }));

/** A secret that is sent encoded, such as a password: any text that is not empty. */
export const secretText = z.string({ error: 'it is missing or not a text' }).check(z.minLength(1, { error: 'it is empty' }));

const instant = z.pipe(
  z.string(),
  z.transform((text, { issues }): Instant => {
    const at = parseInstant(text);
    if (at !== null) return at;
    issues.push({ code: 'custom', message: 'it is not a UTC time such as 2026-01-31T00:00:00Z', input: text });
    return z.NEVER;
  }),
);

function wholeNumber(least: number, most: number) {
  return numeric(/^\d{1,9}$/, `it is not a whole number from ${least} to ${most}`, least, most);
}

function decimal(least: number, most: number) {
  return numeric(/^\d{1,9}(\.\d{1,9})?$/, `it is not a number from ${least} to ${most}`, least, most);
}

function numeric(form: RegExp, error: string, least: number, most: number) {
  const inBounds = z.number({ error }).check(z.minimum(least, { error }), z.maximum(most, { error }));
  return z.pipe(z.pipe(z.string({ error }).check(z.regex(form, { error })), z.transform(Number)), inBounds);
}

function chosenStreams(streams: readonly string[]) {
  return z.pipe(
    z.string(),
    z.transform((text, { issues }): readonly string[] => {
      const names = text.split(',').map((name) => name.trim());
      const unknown = names.find((name) => !streams.includes(name));
      if (unknown !== undefined) issues.push({ code: 'custom', message: `'${unknown}' is no stream; there are ${streams.join(', ')}`, input: text });
      return names;
    }),
  );
}

/** A form's empty field is a setting that was not made. */
function withoutBlanks(payload: Event['payload']): Event['payload'] {
  return Object.fromEntries(Object.entries(payload).filter(([, value]) => value !== '' && value !== null));
}

function check<T>(shape: Shape<T>, names: readonly string[], values: unknown, where: string): T {
  const result = z.safeParse(shape, values);
  if (result.success) return result.data;
  const { path, came } = problemOf(result.error);
  throw new Failure('SETTINGS', {
    at: path === '' ? where : `${where}.${path}`,
    expected: path === '' ? `only ${names.join(', ')}` : 'a value that the source can use',
    came,
    action: `Correct it in the connection's ${where}.`,
  });
}
