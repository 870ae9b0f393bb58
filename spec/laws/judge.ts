import fc from 'fast-check';
import type { Catalog } from '../../src/core/catalog.ts';
import { scenario } from '../arbitraries/scenario.ts';
import { play, type ReadPage } from '../simulation/play.ts';
import type { Scenario } from '../simulation/scenario.ts';
import type { Story } from '../simulation/story.ts';
import type { Subject } from '../simulation/subject.ts';
import type { Law } from './law.ts';

/** What laws are tried on. */
export type Trial = {
  /** The sources: each story is played over one of them. */
  readonly catalogs: readonly Catalog[];
  /** Fixes what is tried. */
  readonly seed: number;
  /** How many stories. */
  readonly runs: number;
  /** How pages are read: from the simulated source itself unless set, or through a server in a source's own format. */
  readonly readPage?: ReadPage;
};

/** What became of a law: the story that broke it and how, or null after so many stories that did not. */
export type Verdict = { readonly law: Law; readonly stories: number; readonly broken: { readonly story: Story; readonly evidence: string } | null };

/** Plays each story once and shows it to every law that none has broken yet. */
export function judge(laws: readonly Law[], subject: Subject, trial: Trial): readonly Verdict[] {
  return judgeScenarios(laws, subject, trial, scenariosOf(trial));
}

/** The scenarios that a trial draws; the same that `findSmallest` starts from. */
export function scenariosOf({ seed, runs }: Pick<Trial, 'seed' | 'runs'>): readonly Scenario[] {
  return fc.sample(scenario, { seed, numRuns: runs });
}

/** After `enough` stories an implementation that broke a law is let go. */
export function judgeScenarios(
  laws: readonly Law[],
  subject: Subject,
  { catalogs, readPage }: Pick<Trial, 'catalogs' | 'readPage'>,
  scenarios: readonly Scenario[],
  enough = scenarios.length,
): readonly Verdict[] {
  const broken = new Map<Law, { verdict: NonNullable<Verdict['broken']>; stories: number }>();
  for (const [nth, drawn] of scenarios.entries()) {
    if (broken.size === laws.length || (broken.size > 0 && nth >= enough)) break;
    const story = play(subject, catalogs, drawn, readPage);
    for (const law of laws) {
      if (broken.has(law)) continue;
      const evidence = evidenceAgainst(law, story);
      if (evidence !== null) broken.set(law, { verdict: { story, evidence }, stories: nth + 1 });
    }
  }
  return laws.map((law) => ({ law, stories: broken.get(law)?.stories ?? scenarios.length, broken: broken.get(law)?.verdict ?? null }));
}

/** How a story breaks a law; null where it does not. Whatever the law's function throws counts against the story. */
export function evidenceAgainst(law: Law, story: Story): string | null {
  try {
    law.holds(story);
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** The smallest story that fast-check finds against a law, with what it takes to find it again; null where there is none. */
export function findSmallest(law: Law, subject: Subject, { catalogs, seed, runs, readPage }: Trial): { story: Story; evidence: string; path: string } | null {
  const against = (drawn: Scenario): string | null => evidenceAgainst(law, play(subject, catalogs, drawn, readPage));
  const found = fc.check(
    fc.property(scenario, (drawn) => against(drawn) === null),
    { seed, numRuns: runs },
  );
  const [drawn] = found.counterexample ?? [];
  if (drawn === undefined) return null;
  const story = play(subject, catalogs, drawn, readPage);
  return { story, evidence: evidenceAgainst(law, story) ?? '', path: found.counterexamplePath ?? '' };
}
