import type { Catalog } from '../../core/catalog.ts';
import type { Changes } from '../../core/page.ts';
import { fivetranName } from '../../protocol/fivetran-name.ts';
import type { Refuse } from './mistake.ts';

/** The columns that an example brings keep apart under Fivetran's own names for them. */
export function checkNames({ tables }: Catalog, changes: Changes, refuse: Refuse): void {
  for (const [table, rows] of Object.entries(changes.insert ?? {})) {
    const columns = new Set([...(tables[table]?.primary_key ?? []), ...rows.flatMap((row) => Object.keys(row))]);
    checkRenamed([...columns], fivetranName, `columns of ${table}`, refuse);
  }
}

/** Throws for the first name that Fivetran reserves, or turns into the same as another. */
export function checkRenamed(names: readonly string[], rename: (name: string) => string, what: string, refuse: Refuse): void {
  const taken = new Map<string, string>();
  for (const name of names) {
    const renamed = rename(name);
    if (fivetranName(name).startsWith('_fivetran_')) {
      throw refuse(`${what} whose names do not begin with _fivetran_`, `'${name}' does, and Fivetran keeps such names for itself`, 'Give it another name.');
    }
    const other = taken.get(renamed);
    if (other !== undefined) {
      throw refuse(`${what} that Fivetran keeps apart`, `it turns both '${other}' and '${name}' into ${renamed}`, 'Give one of them another name.');
    }
    taken.set(renamed, name);
  }
}
