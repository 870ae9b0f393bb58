/**
 * The source's records. Every change makes a new one with a `version` of its own, so that a row in the warehouse names
 * the very record that it came from. Stamps are milliseconds since 1970, by the source's clock.
 */
export type Application = {
  readonly id: string;
  readonly version: number;
  readonly stamp: number;
  readonly createdAt: number;
  readonly advisor: Advisor;
  readonly applicants: readonly Applicant[];
  /** Ids of all who were ever removed, also of those who came back. */
  readonly removed: readonly string[];
};

/** The id names a person, who may stand in several applications. */
export type Applicant = { readonly id: string; readonly version: number };

export type Advisor = { readonly id: string; readonly version: number };

/** `applicants`: the ids of all it ever had. */
export type Deletion = { readonly id: string; readonly stamp: number; readonly applicants: readonly string[] };
