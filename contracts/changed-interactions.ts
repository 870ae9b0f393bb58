import * as z from 'zod';

const pact = z.looseObject({ interactions: z.array(z.looseObject({ description: z.string() })) });

/** In what two versions of a contract differ, a line for each interaction, and one where it is nothing but the frame. */
export function changedInteractions(kept: string, written: string): readonly string[] {
  if (kept === written) return [];
  const [before, after] = [byDescription(kept), byDescription(written)];
  const lines = [...new Set([...before.keys(), ...after.keys()])].flatMap((description) => {
    const [was, is] = [before.get(description), after.get(description)];
    if (was === undefined) return [`${description}: it is new`];
    if (is === undefined) return [`${description}: it is no longer asked`];
    return was === is ? [] : [`${description}: it changed`];
  });
  return lines.length > 0 ? lines : ['no interaction changed, but the file did'];
}

function byDescription(text: string): ReadonlyMap<string, string> {
  const { interactions } = pact.parse(JSON.parse(text));
  return new Map(interactions.map((interaction) => [interaction.description, JSON.stringify(interaction)]));
}
