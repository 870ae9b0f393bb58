import type { LoanWindow } from './loan-pages.ts';

/** A list's query after validation. */
export type ListQuery = {
  readonly updated_from?: string;
  readonly updated_until: string;
  readonly page: number;
  readonly per_page: number;
};

/** UTC, ISO 8601, with or without milliseconds. The format checks the calendar, the pattern the spelling. */
const timeSchema = {
  type: 'string',
  format: 'date-time',
  pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:[0-5]\\d(?:\\.\\d{3})?Z$',
};

/**
 * The parameters of both lists, with the bounds of loan-api.yaml. An unknown one is refused: a misspelled window
 * would otherwise answer other rows than asked for.
 */
export const listQuerySchema = {
  type: 'object',
  additionalProperties: false,
  required: ['updated_until', 'page'],
  properties: {
    updated_from: timeSchema,
    updated_until: timeSchema,
    page: { type: 'integer', minimum: 1, maximum: Number.MAX_SAFE_INTEGER },
    per_page: { type: 'integer', minimum: 1, maximum: 500, default: 100 },
  },
};

export function readWindow(query: ListQuery): LoanWindow {
  const until = Date.parse(query.updated_until);
  return query.updated_from === undefined ? { until } : { from: Date.parse(query.updated_from), until };
}
