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
    file: 'src/core/paging/countdown.ts',
    line: "return { kind: 'deliver', position: { at: 'count', page: number - 1, total: null, changed: true } };",
    replacement: 'false',
    why: 'Whether the total changed matters only where it is exact, and here there is none.',
  },
  {
    file: 'src/core/paging/countdown.ts',
    line: 'if (before !== null && total !== null) {',
    replacement: 'true',
    why: 'Without a total before there is none after: both are null or neither, and no number is more than null.',
  },
  {
    file: 'src/core/paging/countdown.ts',
    line: 'if (before !== null && total !== null) {',
    replacement: 'before !== null || total !== null',
    why: 'Without a total before there is none after: both are null or neither, and no number is more than null.',
  },
  {
    file: 'src/core/paging/countdown.ts',
    line: 'exact && total !== null ? Math.min(position.page - 1, Math.ceil(total / pageSize)) : position.page - 1;',
    replacement: 'true',
    why: 'Where the total is exact there always is one.',
  },
  {
    file: 'src/core/paging/countdown.ts',
    line: 'return stream.window.resultsMax !== undefined && rows > stream.window.resultsMax;',
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
    line: 'if (cursor !== null && cursor > window.until) {',
    replacement: 'true',
    why: 'null counts as 0 in a comparison, and no window ends before 1970.',
  },
  {
    file: 'src/core/state-text.ts',
    line: "throw unreadable(`${at}.strategy`, `one of ${Object.keys(strategies).join(', ')}`, strategy);",
    replacement: '""',
    why: 'While there is one strategy nothing is joined.',
  },
  {
    file: 'src/core/state-text.ts',
    line: "if (from !== null && from >= until) throw unreadable(`${at}.until`, 'a time after the beginning of the window', fields.until);",
    replacement: 'true',
    why: 'null counts as 0 in a comparison, and no window ends before 1970.',
  },
  {
    file: 'src/core/step.ts',
    line: "if (paging?.phase !== 'paging' || !isFor(paging, page)) return respond(context, state, []);",
    replacement: '["Stryker was here"]',
    why: 'A text in a list of changes has neither insert nor delete, and brings nothing; its type forbids it.',
  },
  {
    file: 'src/core/step.ts',
    line: 'if (refrozen !== null) return go(refrozen, []);',
    replacement: '["Stryker was here"]',
    why: 'A text in a list of changes has neither insert nor delete, and brings nothing; its type forbids it.',
  },
  {
    file: 'src/core/step.ts',
    line: 'return go({ ...paging, position: verdict.position }, []);',
    replacement: '["Stryker was here"]',
    why: 'A text in a list of changes has neither insert nor delete, and brings nothing; its type forbids it.',
  },
  {
    file: 'src/core/step.ts',
    line: 'return go(startOver(stream, paging, page), []);',
    replacement: '["Stryker was here"]',
    why: 'A text in a list of changes has neither insert nor delete, and brings nothing; its type forbids it.',
  },
  {
    file: 'src/core/step.ts',
    line: 'return go(beginWindow(stream, paging.strategy, { ...paging, window: cutWindow(paging.window, stream.window, name) }), []);',
    replacement: '["Stryker was here"]',
    why: 'A text in a list of changes has neither insert nor delete, and brings nothing; its type forbids it.',
  },
  {
    file: 'src/core/window.ts',
    line: 'return from !== null && end <= from ? null : { from, until: end, end };',
    replacement: 'true',
    why: 'null counts as 0 in a comparison, and no window ends before 1970.',
  },
];
