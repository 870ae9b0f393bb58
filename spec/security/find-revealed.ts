import { inspect } from 'node:util';
import { createHandler } from '../../src/hosts/lambda.ts';
import type { PlantedCase } from './planted-cases.ts';
import { reveals } from './reveals.ts';
import { createStage } from './stage.ts';

/** What a call gave away, in a sentence, or null; and whether anything was struck out of what it showed. */
export type Seen = { readonly revealed: string | null; readonly struck: boolean };

/** Calls the handler and looks at all that leaves it but its rows, which are the source's data and stay as they are. */
export async function findRevealed(planted: PlantedCase): Promise<Seen> {
  const shown = await callAndSee(planted);
  const found = shown.flatMap((text) => planted.secrets.filter((secret) => reveals(text, secret)).map((secret) => ({ text, secret })));
  const [first] = found;
  return {
    revealed: first === undefined ? null : `${JSON.stringify(first.secret)} can be read in: ${first.text}`,
    struck: shown.some((text) => text.includes('[secret]')),
  };
}

async function callAndSee({ event, replies, putFails }: PlantedCase): Promise<string[]> {
  const { environment, lines, stored } = createStage(replies, putFails);
  const end = environment.now() + 1_000;
  const shown: string[] = [];
  try {
    const answer = await createHandler('loans', environment)(JSON.parse(JSON.stringify(event)), {
      getRemainingTimeInMillis: () => Math.max(0, end - environment.now()),
    });
    shown.push(JSON.stringify({ ...answer, insert: {}, delete: {} }));
  } catch (error) {
    // What a host may print of an error: its fields, its message, its stack and its cause.
    shown.push(inspect(error), JSON.stringify(error), error instanceof Error ? (error.stack ?? '') : '');
  }
  for (const { body } of stored) shown.push(JSON.stringify(withoutRows(body)));
  return [...shown, ...lines];
}

function withoutRows(body: string): unknown {
  return JSON.parse(body, (_, value: unknown) => (Array.isArray(value) ? [] : value));
}
