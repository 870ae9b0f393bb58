/** What somebody does in the source. `pick` chooses among what there is, counted modulo its number. */
export type Edit = {
  readonly kind: EditKind;
  readonly pick: number;
  /** How much older than its commit its stamp is: a share, in hundredths, of half the settling time. */
  readonly late: number;
};

export const editKinds = [
  'change an application',
  'delete an application',
  'create an application',
  'rename an advisor',
  'change the advisor of an application',
  'change an applicant',
  'add an applicant',
  'remove an applicant',
  'bring an applicant back',
] as const;

export type EditKind = (typeof editKinds)[number];

export function printEdit({ kind, pick, late }: Edit): string {
  return `${kind} (${pick})${late === 0 ? '' : `, committed late by ${late} hundredths`}`;
}

export function printEdits(edits: readonly Edit[]): string {
  return edits.map(printEdit).join('; ');
}
