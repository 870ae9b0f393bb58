/** A bucket between a function and Fivetran, as Fivetran reaches it. */
export type ObjectStore = {
  readonly bucket: string;
  /** An object as text; null where there is none. */
  readonly read: (key: string) => Promise<string | null>;
  readonly remove: (key: string) => Promise<void>;
};
