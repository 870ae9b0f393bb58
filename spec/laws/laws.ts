import { cursorLaws } from './cursor.ts';
import type { Family, Law } from './law.ts';
import { lossLaws } from './loss.ts';
import { pageCounterLaws } from './page-counter.ts';
import { replayLaws } from './replay.ts';
import { terminationLaws } from './termination.ts';
import { wireLaws } from './wire.ts';

/** Every law, in the order of spec/README.md. */
export const families: readonly Family[] = [pageCounterLaws, cursorLaws, lossLaws, replayLaws, wireLaws, terminationLaws];

export const laws: readonly Law[] = families.flatMap((family) => family.laws);
