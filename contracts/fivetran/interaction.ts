import type { Json } from '../../src/core/json.ts';
import type { Invoke } from '../../src/emulator/invoke.ts';
import type { StoredObject } from '../../src/protocol/event.ts';
import type { StageName } from './stages.ts';

/** One thing that Fivetran asks of a connector, and what it can do with the answer. */
export type Interaction = {
  /** What is asked for; names the interaction in the contract. */
  readonly asks: string;
  /** What the connector and its source have been through before. */
  readonly given: StageName;
  readonly payload?: { readonly [key: string]: string };
  /** `{}` unless set. A stage that has a state of its own sends that one. */
  readonly state?: Json;
  readonly setupTest?: true;
  readonly object?: StoredObject;
  /** Whether the message is what the function returns or throws, or what it stored in S3 before. */
  readonly message: 'answer' | 'stored object';
  /** The message as an example, with matchers that say how far it binds. */
  readonly template: object;
  /** Puts the message to use as the stand-in does; rejects where that cannot be done. */
  readonly use: Use;
};

/** `invoke` answers any event with the message of the contract. */
export type Use = (invoke: Invoke, event: string) => Promise<void>;
