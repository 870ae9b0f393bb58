import type { MatchersV3 } from '@pact-foundation/pact';
import type { StateName, StateParameters } from './provider-states.ts';

/** One request that the connector makes, and what it needs of the answer. */
export type Interaction = {
  readonly description: string;
  /** What has to be so on the side of the loan API. */
  readonly given: Given;
  readonly request: {
    readonly path: string;
    readonly query: Readonly<Record<string, string>>;
    readonly token: string;
  };
  readonly answer: {
    readonly status: number;
    readonly headers: Readonly<Record<string, string | MatchersV3.Matcher<string>>>;
    readonly body: Template;
  };
};

/** A state and what it is made with. */
export type Given = { readonly [Name in StateName]: { readonly name: Name; readonly parameters: StateParameters[Name] } }[StateName];

/** JSON by example, with matchers where the loan API's own data are others. */
export type Template = unknown;
