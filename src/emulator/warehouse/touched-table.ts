import type { Json } from '../../core/json.ts';
import { fivetranName, fivetranTableName } from '../../protocol/fivetran-name.ts';
import type { LoadedAnswer } from './loaded-answer.ts';
import { WarehouseError } from './warehouse-error.ts';

/** All that an answer says about one table. Without a declaration the primary key is undefined, which is not the same as none. */
export type TouchedTable = {
  readonly name: string;
  readonly primaryKey: readonly string[] | undefined;
  readonly insert: readonly Json[];
  readonly delete: readonly Json[];
  readonly softDelete: boolean;
};

/** The tables an answer touches, declared ones first. Two that get one name in the warehouse are refused. */
export function touchedTables(answer: LoadedAnswer): TouchedTable[] {
  const softDelete = new Set(answer.softDelete ?? []);
  const sources = new Set([...Object.keys(answer.schema), ...softDelete, ...Object.keys(answer.delete), ...Object.keys(answer.insert)]);
  const sourceOf = new Map<string, string>();
  return [...sources].map((source) => {
    const name = fivetranTableName(source);
    const other = sourceOf.get(name);
    if (other !== undefined) throw new WarehouseError('answer', `tables "${other}" and "${source}" both become "${name}": rename one in the source`);
    sourceOf.set(name, source);
    return {
      name,
      primaryKey: own(answer.schema, source)?.primary_key.map(fivetranName),
      insert: own(answer.insert, source) ?? [],
      delete: own(answer.delete, source) ?? [],
      softDelete: softDelete.has(source),
    };
  });
}

/** A table may be called `constructor`: only own properties are the answer's. */
function own<Value>(record: Readonly<Record<string, Value>>, name: string): Value | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}
