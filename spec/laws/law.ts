import type { Story } from '../simulation/story.ts';

/** A numbered promise, as a function that judges what an implementation did. */
export type Law = {
  /** Family and number. The same id stands in the title of its test and in a comment at the line in src/ that upholds it. */
  readonly id: string;
  /** One sentence with *always* or *never*. */
  readonly says: string;
  /** What a user would see if it were broken. */
  readonly why: string;
  /** The clause of Fivetran's protocol, or the part of the design, that it rests on. */
  readonly rests: string;
  /** Throws with evidence where the story breaks the law. */
  readonly holds: (story: Story) => void;
};

/** Laws about one thing, which live in one file. */
export type Family = { readonly letter: string; readonly about: string; readonly file: string; readonly laws: readonly Law[] };
