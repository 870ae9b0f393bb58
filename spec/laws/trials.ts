import { thingsCatalogs } from '../simulation/things.ts';
import { serve } from '../simulation/served/serve.ts';
import type { Source } from '../../src/edge/source.ts';
import type { Trial } from './judge.ts';
import type { FillingTrial } from './judge-filling.ts';

/** One seed for every run of the tests, so that two runs compare. */
export const fixedSeed = 20_260_101;

/** What our core is tried on in the tests. */
export const ourTrial: Trial = { catalogs: thingsCatalogs, seed: fixedSeed, runs: 1_200 };

/** What each wrong core is tried on at most. */
export const mutantTrial: Trial = { catalogs: thingsCatalogs, seed: fixedSeed, runs: 200 };

/** The worlds in which our handler's calls are filled in every way. */
export const ourFillingTrial: FillingTrial = { seed: fixedSeed, runs: 40 };

/** The same for each wrong handler, at most. */
export const wrongFillingTrial: FillingTrial = { seed: fixedSeed, runs: 20 };

/** What a source is tried on: an API in memory that speaks its format, as its catalog and its example say. */
export function trialOf(source: Source): Trial {
  return { catalogs: [source.catalog], seed: fixedSeed, runs: 200, readPage: serve(source) };
}
