/** How a fact of Fivetran's function protocol is known. */
const sources = {
  documentation: "Fivetran's documentation",
  code: 'code in a repository that Fivetran owns',
  aws: "AWS's documentation",
  practice: "somebody's connector that ran against Fivetran",
  inferred: 'inferred, so treat it as an assumption',
  unknown: 'not established anywhere that could be read',
} as const;

export type Evidence = keyof typeof sources;

/** What a field is, and how that is known: one kind of evidence, or one for each part of what is said. */
export function known(says: string, evidence: Evidence | Readonly<Partial<Record<Evidence, string>>>): string {
  const cited =
    typeof evidence === 'string'
      ? sources[evidence]
      : Object.entries(evidence)
          .map(([kind, what]) => `${sources[kind as Evidence]} (${what})`)
          .join('; ');
  return `${says} Evidence: ${cited}.`;
}
