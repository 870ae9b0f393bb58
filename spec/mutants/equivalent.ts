/** A small change of the core that no test can notice, because it changes nothing. */
export type EquivalentMutant = {
  readonly file: string;
  /** The line as it stands. */
  readonly line: string;
  /** What part of it was replaced by. */
  readonly replacement: string;
  readonly why: string;
};

/** Every change that `npm run mutation` may leave unnoticed; it fails on any other, and on one of these that is noticed. */
export const equivalentMutants: readonly EquivalentMutant[] = [
  {
    file: 'src/core/check-page.ts',
    line: 'if (stamps === undefined || ask.window === null || parameters === undefined) return;',
    replacement: 'false',
    why: 'A list has parameters of a window exactly where it is asked for with one, so either condition says the same.',
  },
  {
    file: 'src/core/check-page.ts',
    line: "function leastStamp({ from }: Window, { bounds = '[)', grainMs }: WindowParameters): Instant | null {",
    replacement: '""',
    why: "Only an opening bracket '(' is looked for, and neither text has one.",
  },
  {
    file: 'src/core/collect.ts',
    line: 'for (const table of change.softDelete ?? []) touches.delete(table);',
    replacement: '["Stryker was here"]',
    why: 'No table of that name was touched, so there is nothing to leave out.',
  },
  {
    file: 'src/core/connector.ts',
    line: 'respond: (state) => respond(context, state, []),',
    replacement: '["Stryker was here"]',
    why: 'A text in a list of changes has neither insert nor delete, and brings nothing; its type forbids it.',
  },
  {
    file: 'src/core/instant.ts',
    line: "const isoInstant = /^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(?:\\.\\d{1,3})?Z$/;",
    replacement: "/\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(?:\\.\\d{1,3})?Z$/",
    why: 'What the pattern would let through, Date.parse or the comparison with the printed time refuses.',
  },
  {
    file: 'src/core/instant.ts',
    line: "const isoInstant = /^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(?:\\.\\d{1,3})?Z$/;",
    replacement: "/^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(?:\\.\\d{1,3})?Z/",
    why: 'What the pattern would let through, Date.parse or the comparison with the printed time refuses.',
  },
  {
    file: 'src/core/instant.ts',
    line: 'return one !== null && one > other ? one : other;',
    replacement: 'one >= other',
    why: 'Of two equal times either is the later one.',
  },
  {
    file: 'src/core/open-scope.ts',
    line: 'if (complete !== null && allReadAt !== undefined && end - allReadAt < readAllEveryDays * dayMs) {',
    replacement: 'true',
    why: 'Without a time of the last whole reading the difference is no number, and less than nothing.',
  },
  {
    file: 'src/core/paging/countdown-listed.ts',
    line: "return { kind: 'deliver', position: { at: 'count', page: number - 1, total: null, changed: true } };",
    replacement: 'false',
    why: 'Whether the total changed matters only where it is exact, and here there is none.',
  },
  {
    file: 'src/core/paging/countdown-listed.ts',
    line: 'if (before !== null && total !== null && stream.window !== undefined) {',
    replacement: 'true',
    why: 'Without a total before there is none after: both are null or neither, and no number is more than null.',
  },
  {
    file: 'src/core/paging/countdown-listed.ts',
    line: 'if (before !== null && total !== null && stream.window !== undefined) {',
    replacement: 'before !== null || total !== null',
    why: 'Without a total before there is none after: both are null or neither, and no number is more than null.',
  },
  {
    file: 'src/core/paging/countdown-listed.ts',
    line: 'exact && total !== null ? Math.min(position.page - 1, Math.ceil(total / pageSize)) : position.page - 1;',
    replacement: 'true',
    why: 'Where the total is exact there always is one.',
  },
  {
    file: 'src/core/paging/walked.ts',
    line: 'if (resultsMax !== undefined && (want.page + 1) * pageSize > resultsMax) {',
    replacement: 'true',
    why: 'No number is more than undefined.',
  },
  {
    file: 'src/core/plan.ts',
    line: "if (state.phase === 'paging' && state.fingerprint === fingerprint && state.strategy === strategy) return state;",
    replacement: 'true',
    why: 'A stream that is due has no fingerprint, and while there is one strategy every stream has it.',
  },
  {
    file: 'src/core/promise/assumptions.ts',
    line: "function windowOf({ tables, readAllEveryDays }: Stream, { from, until, bounds = '[)', format, grainMs }: WindowParameters): string[] {",
    replacement: '""',
    why: "Only an opening '(' or a closing ']' is looked for, and neither text has one.",
  },
  {
    file: 'src/core/read.ts',
    line: 'optional: readonly O[] = [],',
    replacement: '["Stryker was here"]',
    why: 'A field of that name would be allowed too; no state has one.',
  },
  {
    file: 'src/core/read.ts',
    line: "if (typeof json === 'number' && Number.isSafeInteger(json) && json >= least) return json;",
    replacement: 'true',
    why: 'Number.isSafeInteger refuses whatever is no number.',
  },
  {
    file: 'src/core/read.ts',
    line: "const instant = typeof json === 'string' ? parseInstant(json) : null;",
    replacement: 'true',
    why: 'The pattern of a time matches no other value printed as a text.',
  },
  {
    file: 'src/core/row-key.ts',
    line: "if (others.length === 0) return typeof value === 'string' ? value : `\\u0000${JSON.stringify(value)}`;",
    replacement: 'false',
    why: 'Printed as JSON, keys are told apart just as well; a lone text as its own key saves the printing.',
  },
  {
    file: 'src/core/row-key.ts',
    line: "if (others.length === 0) return typeof value === 'string' ? value : `\\u0000${JSON.stringify(value)}`;",
    replacement: '""',
    why: 'Printed as JSON, keys are told apart just as well; a lone text as its own key saves the printing.',
  },
  {
    file: 'src/core/row-key.ts',
    line: "if (value === undefined || value === null || (typeof value === 'object' && !JSON.isRawJSON(value))) {",
    replacement: 'false',
    why: 'null is an object that is no exact number, so the last condition refuses it too.',
  },
  {
    file: 'src/core/state-text.ts',
    line: "if (from !== null && from >= until) throw unreadable(`${at}.until`, 'a time after the beginning of the window', fields.until);",
    replacement: 'true',
    why: 'null counts as 0 in a comparison, and no window ends before 1970.',
  },
  {
    file: 'src/core/state-text.ts',
    line: 'return stream !== undefined && (cursor === null || kindOfCursor(cursor) === cursorKindOf(stream));',
    replacement: 'true',
    why: 'Names that the source does not have were left out before.',
  },
  {
    file: 'src/core/state-text.ts',
    line: "if (typeof cursor === 'number' && window !== null && cursor > window.end && fields.readsAll === undefined) {",
    replacement: 'true',
    why: 'A cursor of another kind is an object or null, which is after no time.',
  },
  {
    file: 'src/core/step.ts',
    line: "if (paging?.phase !== 'paging' || !isFor(paging, page)) return respond(context, state, []);",
    replacement: '["Stryker was here"]',
    why: 'A text in a list of changes has neither insert nor delete, and brings nothing; its type forbids it.',
  },
  {
    file: 'src/core/step.ts',
    line: 'const keep = (next: StreamState): Response => respond(context, { streams: { ...state.streams, [name]: next } }, []);',
    replacement: '["Stryker was here"]',
    why: 'A text in a list of changes has neither insert nor delete, and brings nothing; its type forbids it.',
  },
  {
    file: 'src/core/turn-window.ts',
    line: 'if (date === null || window === null || stream.window === undefined) return null;',
    replacement: 'false',
    why: 'A list has parameters of a window exactly where it is asked for with one, so either condition says the same.',
  },
  {
    file: 'src/core/window.ts',
    line: 'return from !== null && end <= from ? null : { from, until: end, end };',
    replacement: 'true',
    why: 'null counts as 0 in a comparison, and no window ends before 1970.',
  },
  {
    file: 'src/core/zone.ts',
    line: 'const part = (type: string): number => Number(parts.find((candidate) => candidate.type === type)?.value);',
    replacement: 'parts.find(candidate => candidate.type === type).value',
    why: 'A printed time has every part that was asked for.',
  },
  {
    file: 'src/core/zone.ts',
    line: 'if (change === null || change.byMs >= 0) return at;',
    replacement: 'false',
    why: 'Where clocks are set forward no moment is both behind the change by as much and before it by as much.',
  },
  {
    file: 'src/core/zone.ts',
    line: 'if (change === null || change.byMs >= 0) return at;',
    replacement: 'change.byMs > 0',
    why: 'A change of clocks by nothing is none.',
  },
  {
    file: 'src/core/zone.ts',
    line: 'return first < at && at < change.at - change.byMs ? (first as Instant) : at;',
    replacement: 'first <= at',
    why: 'Where the moment is the first one itself, both answers are that moment.',
  },
];
