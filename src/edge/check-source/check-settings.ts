import * as z from 'zod/mini';
import { standardPayload } from '../settings.ts';
import type { Source } from '../source.ts';
import { mistake } from './mistake.ts';

/** A source's own settings have a help text each, and names of their own. */
export function checkSettings({ catalog: { source, streams }, secrets, payload }: Source): void {
  const standard = Object.keys(standardPayload(Object.keys(streams)));
  const own: Fields = payload?._zod.def.shape ?? {};
  const secret: Fields = secrets._zod.def.shape;
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
      if (z.globalRegistry.get(field)?.description === undefined) {
        throw mistake(source, `${kind} ${name}`, 'a help text', 'it has none', "Put it into described(…, '…'); whoever sets up a connection sees the text.");
      }
    }
  }
}

type Fields = Readonly<Record<string, z.core.$ZodType>>;
