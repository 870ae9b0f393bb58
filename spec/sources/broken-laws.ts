import { judge, type Trial } from '../laws/judge.ts';
import { laws } from '../laws/laws.ts';
import { trialOf } from '../laws/trials.ts';
import { ours } from '../simulation/ours.ts';
import type { Source } from '../../src/edge/source.ts';

/** The laws that a source breaks when it is synced from a simulated API in its own format, each with what was seen. */
export function brokenLaws(source: Source, trial: Partial<Trial> = {}): readonly string[] {
  return judge(laws, ours, { ...trialOf(source), runs: 60, ...trial }).flatMap(({ law, broken }) => (broken === null ? [] : [`${law.id}: ${broken.evidence}`]));
}
