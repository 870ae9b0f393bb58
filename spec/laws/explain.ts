import { printStory } from '../simulation/print-story.ts';
import type { Subject } from '../simulation/subject.ts';
import { findSmallest, type Trial, type Verdict } from './judge.ts';

/** How a law was broken, told by the smallest story that breaks it, with what it takes to see it again. */
export function explain({ law, broken, stories }: Verdict, subject: Subject, trial: Trial): string {
  if (broken === null) return `${law.id} holds in ${stories} stories from seed ${trial.seed}`;
  const smallest = findSmallest(law, subject, trial);
  const { story, evidence } = smallest ?? broken;
  return [
    `${law.id} ${law.says}`,
    evidence,
    printStory(story),
    JSON.stringify(story.scenario),
    `seed ${trial.seed}, path ${smallest?.path ?? `story ${stories}`}`,
  ].join('\n');
}
