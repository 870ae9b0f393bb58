import { join } from 'node:path';

/** The repository that these scripts are part of, wherever they are called from. */
export const root = join(import.meta.dirname, '..', '..');
