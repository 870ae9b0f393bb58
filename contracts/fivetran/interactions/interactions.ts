import type { Interaction } from '../interaction.ts';
import { deletes } from './deletes.ts';
import { errors } from './errors.ts';
import { otherWays } from './other-ways.ts';
import { syncs } from './syncs.ts';

/** All that Fivetran asks of the connector. */
export const interactions: readonly Interaction[] = [...syncs, ...deletes, ...otherWays, ...errors];
