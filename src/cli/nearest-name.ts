import { Command, CommanderError } from 'commander';

/**
 * What commander says of a word that is none of the names, ` (Did you mean …?)`, or nothing where none is near: names of
 * streams and secrets are guessed exactly as those of commands are.
 */
export function nearestName(word: string, names: readonly string[]): string {
  const guesser = new Command().exitOverride().configureOutput({ writeErr: () => undefined });
  for (const name of names) guesser.command(name);
  try {
    guesser.parse(['--', word], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return /\(Did you mean .*\?\)/.exec(error.message)?.[0].replace(/^/, ' ') ?? '';
  }
  return '';
}
