import * as z from 'zod/mini';
import { isExactNumber, type ExactNumber } from '../core/json.ts';

/** Any JSON number, also one that a double cannot hold. */
export const jsonNumber = z.custom<number | ExactNumber>(
  (value) => typeof value === 'number' || isExactNumber(value),
  { error: 'it is not a number' },
);

/** A text that is not empty and, since it may go into a URL, holds no half of a character. */
export const jsonName = z
  .string()
  .check(z.minLength(1), z.refine((text) => text.isWellFormed(), { error: 'it holds half of a character' }));
