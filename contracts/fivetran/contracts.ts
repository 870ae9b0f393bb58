import type { Interaction } from './interaction.ts';
import { interactions } from './interactions/interactions.ts';
import { snapshots } from './interactions/snapshots.ts';

/** A contract with one kind of connector, named as its provider. */
export type Contract = { readonly provider: string; readonly interactions: readonly Interaction[] };

/** Every contract that Fivetran has: with the connector as it is deployed, and with one to a source that has snapshots. */
export const contracts = {
  connector: { provider: 'connector', interactions },
  snapshots: { provider: 'connector-with-snapshots', interactions: snapshots },
} as const satisfies Readonly<Record<string, Contract>>;

/** Where a contract is kept. */
export function pactPath({ provider }: Pick<Contract, 'provider'>): string {
  return `contracts/fivetran/fivetran-${provider}.json`;
}
