/** One place where the connector and somebody else meet, and what holds both of them to what they agreed on. */
export type Boundary = {
  /** In words, the consumer first. */
  readonly name: string;
  readonly consumer: string;
  readonly provider: string;
  readonly checks: readonly Check[];
  /** Writes the files that are generated again, and names those that changed. */
  readonly write: () => Promise<readonly string[]>;
};

/** A file of tests, and what a failure in it means. */
export type Check = {
  /** Path from the root. */
  readonly file: string;
  readonly holds: string;
  /** Who has to move when a test in it fails, and how. */
  readonly toMove: string;
};
