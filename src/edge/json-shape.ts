import * as z from 'zod';
import { isExactNumber, type ExactNumber } from '../core/json.ts';

/** Any JSON number, also one that a double cannot hold. */
export const jsonNumber = z.custom<number | ExactNumber>(
  (value) => typeof value === 'number' || isExactNumber(value),
  { error: 'it is not a number' },
);

/** A text that is not empty and, since it may go into a URL, holds no half of a character. */
export const jsonName = z
  .string()
  .min(1)
  .refine((text) => text.isWellFormed(), { error: 'it holds half of a character' });
