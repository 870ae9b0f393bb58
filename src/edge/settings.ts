import * as z from 'zod';
import { Failure } from '../core/failure.ts';
import { parseInstant, type Instant } from '../core/instant.ts';
import type { Event } from '../protocol/event.ts';
import { problemOf } from '../protocol/problem.ts';
import type { Manners } from './client.ts';
import type { Access, Source } from './source.ts';
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
  return z.strictObject({ ...payload?.shape, ...standardPayload(Object.keys(catalog.streams)) });
}

/** The settings that every source takes. */
export function standardPayload(streams: readonly string[]) {
  return {
    start: instant.optional().describe("ISO time of the first window's beginning, e.g. 2026-01-31T00:00:00Z"),
    pageSize: wholeNumber(1, 500).default(100).describe('rows per page, 1 to 500'),
    settleSeconds: decimal(0, 86_400)
      .default(30)
      .describe("how far a window's end stays behind the source's clock, in seconds"),
    concurrency: wholeNumber(1, 100).default(8).describe('requests in flight at most, 1 to 100'),
    requestsPerSecond: decimal(0.001, 100_000)
      .optional()
      .describe('upper bound of the pace, may be a fraction; unlimited unless set'),
    timeoutSeconds: decimal(0.001, 900).default(30).describe('per attempt, in seconds'),
    attempts: wholeNumber(1, 20).default(5).describe('tries per request, the first included, 1 to 20'),
    streams: chosenStreams(streams)
      .default([...streams])
      .describe(`names separated by commas; all unless set: ${streams.join(', ')}`),
  };
}

/** A URL that credentials may be sent to: `https`, or anything on this machine's own loopback. */
export const baseUrl = z.string({ error: 'it is missing or not a text' }).superRefine((text, context) => {
  const problem = urlProblem(text);
  if (problem !== null) context.addIssue({ code: 'custom', message: problem });
});

/** A secret that is sent in a header: not empty, and only what a header can carry. */
export const credential = z
  .string({ error: 'it is missing or not a text' })
  .regex(/^[\x21-\x7e]+$/, { error: 'it is empty, or has a blank or another character that a header cannot carry' });

/** A secret that is sent encoded, such as a password: any text that is not empty. */
export const secretText = z.string({ error: 'it is missing or not a text' }).min(1, { error: 'it is empty' });

const instant = z.string().transform((text, context): Instant => {
  const at = parseInstant(text);
  if (at !== null) return at;
  context.addIssue({ code: 'custom', message: 'it is not a UTC time such as 2026-01-31T00:00:00Z' });
  return z.NEVER;
});

function wholeNumber(least: number, most: number) {
  return numeric(/^\d{1,9}$/, `it is not a whole number from ${least} to ${most}`, least, most);
}

function decimal(least: number, most: number) {
  return numeric(/^\d{1,9}(\.\d{1,9})?$/, `it is not a number from ${least} to ${most}`, least, most);
}

function numeric(form: RegExp, error: string, least: number, most: number) {
  return z
    .string({ error })
    .regex(form, { error })
    .transform(Number)
    .refine((value) => value >= least && value <= most, { error });
}

function chosenStreams(streams: readonly string[]) {
  return z.string().transform((text, context): readonly string[] => {
    const names = text.split(',').map((name) => name.trim());
    const unknown = names.find((name) => !streams.includes(name));
    if (unknown === undefined) return names;
    context.addIssue({ code: 'custom', message: `'${unknown}' is no stream; there are ${streams.join(', ')}` });
    return z.NEVER;
  });
}

/** A form's empty field is a setting that was not made. */
function withoutBlanks(payload: Event['payload']): Event['payload'] {
  return Object.fromEntries(Object.entries(payload).filter(([, value]) => value !== '' && value !== null));
}

function check<T>(shape: z.ZodType<T>, names: readonly string[], values: unknown, where: string): T {
  const result = shape.safeParse(values);
  if (result.success) return result.data;
  const { path, came } = problemOf(result.error);
  throw new Failure('SETTINGS', {
    at: path === '' ? where : `${where}.${path}`,
    expected: path === '' ? `only ${names.join(', ')}` : 'a value that the source can use',
    came,
    action: `Correct it in the connection's ${where}.`,
  });
}
