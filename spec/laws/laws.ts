import { cursorLaws } from './cursor.ts';
import type { Family, Law } from './law.ts';
import { deleteLaws } from './deletes.ts';
import { lossLaws } from './loss.ts';
import { pageCounterLaws } from './page-counter.ts';
import { replayLaws } from './replay.ts';
import { strategyLaws } from './strategies.ts';
import { terminationLaws } from './termination.ts';
import { wireLaws } from './wire.ts';

/** Every law, in the order of spec/README.md. */
export const families: readonly Family[] = [pageCounterLaws, strategyLaws, cursorLaws, lossLaws, deleteLaws, replayLaws, wireLaws, terminationLaws];

export const laws: readonly Law[] = families.flatMap((family) => family.laws);
