import type { Inquiry } from './inquiry.ts';

/** A question to an API whose answer settles whether a stream's promise holds. */
export type Question = {
  /** What is asked, as a statement that should be true. */
  readonly states: string;
  /** What it means for the promise where it is not. */
  readonly matters: string;
  /** Null where the question does not arise for the stream. Throws `Failure` as the edge does. */
  readonly ask: (inquiry: Inquiry) => Promise<Finding | null>;
};

/** `open`: the API could not be asked in a way that tells, such as a list too short to have a second page. */
export type Finding = { readonly outcome: 'yes' | 'no' | 'open'; readonly seen: string };

export function yes(seen: string): Finding {
  return { outcome: 'yes', seen };
}

export function no(seen: string): Finding {
  return { outcome: 'no', seen };
}

export function open(seen: string): Finding {
  return { outcome: 'open', seen };
}
