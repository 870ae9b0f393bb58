import { rowsOf } from '../../src/core/cursor.ts';
import { alteredStep, type Mutant } from './alter.ts';

export const appendedCountsFullPages: Mutant = {
  name: 'appended-counts-full-pages',
  mistake: 'an appended list is complete up to the end of its last page, full or not',
  sources: ['appended, exact', 'appended, apart', 'appended, none'],
  subject: alteredStep(({ before, after }) =>
    after.phase === 'idle' && after.cursor !== null ? { ...after, cursor: { rows: Math.ceil(rowsOf(after.cursor) / before.pageSize) * before.pageSize } } : null,
  ),
};
