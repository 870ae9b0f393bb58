/**
 * What can be wrong with a warehouse. `directory_missing`, `not_a_database`, `not_a_warehouse`, `read_only`,
 * `open_elsewhere`, `other_source` and `other_format` are found on opening; `answer` is an answer that can't be
 * loaded without damage, `state` a state that is no JSON object, `disk_full` and `database` what DuckDB
 * reports while it works, `query` SQL it refuses, `busy` a second load before the first has ended.
 */
export type WarehouseErrorCode =
  | 'directory_missing'
  | 'not_a_database'
  | 'not_a_warehouse'
  | 'read_only'
  | 'open_elsewhere'
  | 'other_source'
  | 'other_format'
  | 'answer'
  | 'state'
  | 'disk_full'
  | 'database'
  | 'query'
  | 'busy';

/** An error of the warehouse: its code is stable, its message says what was wrong and what to do. */
export class WarehouseError extends Error {
  override readonly name = 'WarehouseError';
  readonly code: WarehouseErrorCode;

  constructor(code: WarehouseErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
