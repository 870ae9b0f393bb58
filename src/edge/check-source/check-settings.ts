import type * as z from 'zod';
import { standardPayload } from '../settings.ts';
import type { Source } from '../source.ts';
import { mistake } from './mistake.ts';

/** A source's own settings have a help text each, and names of their own. */
export function checkSettings({ catalog: { source, streams }, secrets, payload }: Source): void {
  const standard = Object.keys(standardPayload(Object.keys(streams)));
  const own: Fields = payload?.shape ?? {};
  const secret: Fields = secrets.shape;
  for (const name of Object.keys(own)) {
    if (standard.includes(name)) {
      throw mistake(source, `payload ${name}`, 'a name that no other setting has', 'every source has a setting of that name', 'Give it another name.');
    }
    if (Object.hasOwn(secret, name)) {
      throw mistake(source, `payload ${name}`, 'a name that no other setting has', 'a secret has it', 'Give one of them another name.');
    }
  }
  for (const [kind, shape] of [['secret', secret], ['payload', own]] as const) {
    for (const [name, field] of Object.entries(shape)) {
      if (field.description === undefined) {
        throw mistake(source, `${kind} ${name}`, 'a help text', 'it has none', "Add .describe('…') as the last thing; whoever sets up a connection sees it.");
      }
    }
  }
}

type Fields = Readonly<Record<string, z.ZodType>>;
