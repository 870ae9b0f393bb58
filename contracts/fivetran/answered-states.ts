import { isJsonObject, type Json } from '../../src/core/json.ts';
import { parseJson } from '../../src/edge/json.ts';
import { buildEvent } from '../../src/emulator/build-event.ts';
import { callOf, connectionOf } from './connection.ts';
import type { Contract } from './contracts.ts';
import { openStage, type ContractEvent, type CreateHandler } from './stage.ts';
import { stages } from './stages.ts';

/** The states that a connector answers with in all interactions of a contract but those that end in an error, by what was asked for. */
export async function answeredStates(create: CreateHandler, { interactions }: Contract): Promise<readonly (readonly [string, Json])[]> {
  const states: (readonly [string, Json])[] = [];
  // A setup test answers with the state as it came.
  for (const interaction of interactions.filter(({ template, setupTest }) => 'hasMore' in template && setupTest === undefined)) {
    const stage = await openStage(create);
    await stages[interaction.given](stage);
    const event = JSON.parse(buildEvent(connectionOf(interaction), callOf(interaction))) as ContractEvent;
    const { invocation } = await stage.invoke(event);
    await stage.close();
    const answer = invocation.kind === 'answer' ? parseJson(invocation.text) : null;
    if (!isJsonObject(answer) || answer['state'] === undefined) throw new Error(`${interaction.asks} was not answered`);
    states.push([interaction.asks, answer['state']]);
  }
  return states;
}
