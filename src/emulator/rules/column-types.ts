/**
 * The types that a column of the warehouse can have, each with values that lead to it, as JSON writes them. A column has the
 * narrowest type that holds all its values; it is widened when one comes that does not fit, and never narrowed.
 */
export const columnTypes: readonly ColumnTypeFact[] = [
  {
    holds: 'only nulls so far',
    values: ['null'],
    type: 'VARCHAR',
    evidence: "assumed, so that the column can be queried; Fivetran's documentation of its SDK: a column is created with its first value",
  },
  { holds: 'true and false', values: ['true', 'false', 'null'], type: 'BOOLEAN', evidence: "Fivetran's documentation: types are inferred" },
  {
    holds: 'integers of 64 bits; 1.0 is the integer 1',
    values: ['9223372036854775807', '-1', '1.0'],
    type: 'BIGINT',
    evidence: "Fivetran's documentation: types are inferred; its blog, 2019: the smallest type that holds the values",
  },
  { holds: 'integers of 128 bits', values: ['1', '9223372036854775808'], type: 'HUGEINT', evidence: 'assumed: Fivetran would store a decimal' },
  {
    holds: 'decimals of at most 38 digits in all',
    values: ['12345678901234567.89', '3'],
    type: 'DECIMAL(38,2)',
    evidence: "Fivetran's blog, 2019: the smallest type that holds the values; the digits are DuckDB's",
  },
  {
    holds: 'numbers with more digits, each as some double prints it',
    values: ['1e300', '0.5'],
    type: 'DOUBLE',
    evidence: 'assumed; a key column becomes VARCHAR instead, since keys are compared',
  },
  { holds: 'numbers that no type here holds exactly', values: ['1e300', '12345678901234567.89'], type: 'VARCHAR', evidence: 'assumed: no digit is given up' },
  {
    holds: 'objects and lists',
    values: ['{"a": 1}', '[1, 2]'],
    type: 'JSON',
    evidence: "Fivetran's code, by analogy; a key column becomes VARCHAR",
  },
  {
    holds: 'texts, ISO times among them',
    values: ['"2026-01-31T08:00:00Z"', '"3"'],
    type: 'VARCHAR',
    evidence: 'assumed: nothing but its form says that a text is a time',
  },
  {
    holds: 'values of different kinds',
    values: ['1', '"one"'],
    type: 'VARCHAR',
    evidence: "Fivetran's blog, 2019: text is the widest type",
  },
];

export type ColumnTypeFact = {
  readonly holds: string;
  /** Each as JSON writes it, so that no digit is lost here. */
  readonly values: readonly string[];
  /** DuckDB's name of it. */
  readonly type: string;
  readonly evidence: string;
};
