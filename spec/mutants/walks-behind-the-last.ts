import type { Instant } from '../../src/core/instant.ts';
import { alteredStep, at, type Mutant } from './alter.ts';

export const walksBehindTheLast: Mutant = {
  name: 'walks-behind-the-last',
  mistake: 'a walk goes on behind the stamp of the last row',
  sources: ['walked', 'walked by the second'],
  subject: alteredStep(({ before, after, catalog, page }) => {
    if (after.phase !== 'paging' || before.strategy !== 'walked' || after.strategy !== 'walked') return null;
    const { position } = after;
    const grainMs = catalog.streams[page.ask.stream]?.window?.grainMs ?? 1;
    if (position.at !== 'up' || position.since === null || position.since === before.position.since) return null;
    return at(after, { ...position, since: (position.since + grainMs) as Instant });
  }),
};
