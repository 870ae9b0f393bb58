import { UsageError } from '../usage-error.ts';

/** Asks the person at the terminal. */
export type Asker = {
  readonly text: (question: string, initial: string) => Promise<string>;
  readonly choose: (question: string, choices: readonly Choice[], initial: string) => Promise<string>;
};

export type Choice = { readonly value: string; readonly hint?: string };

/** Asks with the keyboard. Throws `UsageError` when the person has had enough. */
export async function terminalAsker(): Promise<Asker> {
  // Loaded here: only this command asks, and only without flags.
  const { isCancel, select, text } = await import('@clack/prompts');
  const unlessLeft = (answer: string | symbol | undefined): string => {
    if (isCancel(answer)) throw new UsageError('nothing was written');
    return typeof answer === 'string' ? answer : '';
  };
  return {
    text: async (question, initial) => unlessLeft(await text({ message: question, initialValue: initial })),
    choose: async (question, choices, initial) =>
      unlessLeft(await select({ message: question, initialValue: initial, options: choices.map(({ value, hint }) => ({ value, label: value, ...(hint === undefined ? {} : { hint }) })) })),
  };
}
