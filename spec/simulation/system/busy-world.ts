import type { Edit } from './edit.ts';
import { editKinds } from './edit.ts';
import { createStage } from './play.ts';
import { createRandom } from './random.ts';
import type { History } from './history.ts';
import type { CreateHandler } from './lambda.ts';
import { calmTurn } from './turn.ts';
import { plainSetup, type Setup } from './world.ts';

/** Large, and busy on purpose. */
export const busySetup: Setup = { ...plainSetup, applications: 20_000, deletions: 20, advisors: 8_000, pageSize: 50, concurrency: 1, answerBytesMax: 6_291_456 };

/** Every list read of the first sync finds that two edits were just made, of which most take a row out of the window. */
export async function playBusyWorld(createHandler: CreateHandler, seed: number): Promise<History> {
  const stage = createStage(busySetup, createHandler);
  const random = createRandom(seed);
  const drawEdit = (): Edit => ({
    kind: editKinds[Math.floor(random() * editKinds.length)] ?? 'change an application',
    pick: Math.floor(random() * 1e9),
    late: 0,
  });
  await stage.sync(({ kind }) => (kind === 'list' ? { ...calmTurn, edits: [drawEdit(), drawEdit()] } : calmTurn));
  await stage.rest();
  return stage.history;
}
