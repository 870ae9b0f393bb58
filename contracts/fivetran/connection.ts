import type { CallFacts, ConnectionSetup } from '../../src/emulator/build-event.ts';
import type { Interaction } from './interaction.ts';

/** Fivetran's name for the sync of every interaction. */
export const syncId = 'd54dd1ac-4b55-4c8e-9a9b-7f0f3a0f0c8e';

/** The connection of an interaction, with a source that nobody serves. */
export function connectionOf({ payload = {} }: Interaction): ConnectionSetup {
  return { secrets: { baseUrl: 'https://loans.example.com/api', apiToken: 'token-of-the-example' }, payload };
}

/** The call of an interaction. */
export function callOf({ state = {}, setupTest, object }: Interaction): CallFacts {
  return { state, syncId, setupTest: setupTest === true, ...(object === undefined ? {} : { object }) };
}
