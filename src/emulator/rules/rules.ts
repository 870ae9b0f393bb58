/**
 * The rules of Fivetran's function protocol that the stand-in holds an answer to. `evidence` says how a rule is
 * known: Fivetran's documentation, code in a repository that Fivetran owns, AWS's documentation, seen in practice
 * in a connector that ran against Fivetran, or assumed.
 */
export const rules = {
  'answer-is-an-object': {
    says: 'An answer is a JSON object; null, an array or a text is not one.',
    evidence: "Fivetran's documentation: the response is an object with a state",
    mend: 'Return the answer from the handler, and let errors be thrown rather than caught.',
  },
  'fields-are-known': {
    says: 'An answer holds state, insert, delete, schema, hasMore and softDelete, and nothing else.',
    evidence: 'assumed: fields that are not documented are ignored at best',
    mend: 'Remove the field, or correct its spelling.',
  },
  'state-is-an-object': {
    says: 'Every answer holds a state, and it is an object.',
    evidence: "Fivetran's documentation: the state is an object in every response",
    mend: 'Return the state, also where nothing changed.',
  },
  'hasMore-is-boolean': {
    says: 'hasMore is true or false, not a text.',
    evidence: "Fivetran's documentation: a JSON boolean; Fivetran's own samples sent texts until 2022",
    mend: "Send true or false. --lenient accepts 'true' and 'false' with a warning.",
  },
  'rows-are-objects': {
    says: 'insert and delete map each table to a list of rows, and a row is an object.',
    evidence: "Fivetran's documentation: {table: [row, …]}",
    mend: 'Send a list of objects per table.',
  },
  'key-is-declared': {
    says: 'schema maps each table to {primary_key: [column, …]} with distinct columns.',
    evidence: "Fivetran's documentation: {table: {primary_key: [column, …]}}",
    mend: 'Declare the key as a list of column names; leave the table out of schema where it has none.',
  },
  'key-is-present': {
    says: 'Every row of a table with a key has every column of that key, and none of them is null.',
    evidence: 'assumed: a row without its key matches nothing',
    mend: 'Send the key columns with every row, deleted ones included.',
  },
  'key-is-unique': {
    says: 'A key occurs at most once per table in insert, and at most once in delete.',
    evidence: 'assumed: the order in which rows of one key apply is not documented',
    mend: 'Keep the last row of each key.',
  },
  'key-never-changes': {
    says: "A table's key never changes once the table has synced.",
    evidence: 'seen in practice: a changed key leaves old rows beside new ones',
    mend: 'Restore the key, or give the table another name; --reset drops the local one.',
  },
  'delete-needs-schema': {
    says: 'delete and softDelete name only tables that schema declares a key for.',
    evidence: "Fivetran's documentation: delete requires the schema of its table; for softDelete assumed",
    mend: 'Add the table and its key to schema in the same answer.',
  },
  'insert-and-delete-are-disjoint': {
    says: 'A key is never in insert and delete of the same answer.',
    evidence: 'assumed: which of the two applies first is not documented',
    mend: 'Keep the one that happened last.',
  },
  'softDelete-is-a-list': {
    says: 'softDelete is a list of table names.',
    evidence: "Fivetran's code: an array of tables; one FAQ that shows true is wrong",
    mend: 'Send the names of the tables whose earlier rows are to be marked deleted.',
  },
  'names-do-not-collide': {
    says: 'No two tables, and no two columns of a table, become one name in lowercase snake_case.',
    evidence: "Fivetran's documentation: names are turned into lowercase snake_case",
    mend: 'Rename one of them.',
  },
  'names-are-not-reserved': {
    says: 'No table or column begins with _fivetran_.',
    evidence: "assumed: Fivetran's own columns begin so",
    mend: 'Rename it.',
  },
  'request-fits': {
    says: 'A request is at most 6,291,456 bytes of UTF-8.',
    evidence: "AWS's documentation: 6 MB for a synchronous invocation",
    mend: 'Keep the state small; it travels with every call.',
  },
  'answer-fits': {
    says: 'An answer is at most 6,291,456 bytes of UTF-8.',
    evidence: "AWS's documentation: 6 MB for a synchronous invocation",
    mend: 'Answer with fewer rows and hasMore: true, or sync through S3.',
  },
  'object-is-stored': {
    says: 'Through S3, the object that the request names is stored before the answer comes.',
    evidence: "Fivetran's code: its samples write to the bucket and file of the event, and then answer",
    mend: 'Await the upload before answering, and take bucket and file from this request.',
  },
  'object-holds-the-rows': {
    says: 'The object is {"insert": …, "delete": …} as JSON, and the answer beside it carries neither.',
    evidence: "Fivetran's code: the object holds the rows, the answer state, schema and hasMore",
    mend: 'Write both fields into the object, empty ones too, and leave them out of the answer.',
  },
  'answers-are-not-empty-for-ever': {
    says: 'At most 10 answers in a row carry no row; the next one ends the connection.',
    evidence: "Fivetran's documentation, 2025-05; that an empty answer is one without rows is assumed",
    mend: 'Read on inside the call until there is a row, or answer hasMore: false.',
  },
  'sync-ends-within-six-hours': {
    says: 'A sync takes at most six hours; what is left comes in the next one.',
    evidence: "Fivetran's documentation",
    mend: 'Nothing: the next sync goes on from the state of the last answer.',
  },
  'setup-test-answer-fits': {
    says: 'The answer to a setup test is at most 65,536 bytes.',
    evidence: "Fivetran's documentation: the title of a troubleshooting page names the socket's limit",
    mend: 'Answer a setup test without rows.',
  },
  'setup-test-ends-within-five-minutes': {
    says: 'A setup test takes at most five minutes.',
    evidence: "Fivetran's documentation: the title of a troubleshooting page",
    mend: 'Make one cheap request in a setup test.',
  },
} as const satisfies Record<string, Rule>;

export type Rule = {
  readonly says: string;
  readonly evidence: string;
  /** What the author of the function can do. */
  readonly mend: string;
};

export type RuleName = keyof typeof rules;
