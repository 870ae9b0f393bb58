import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { schemas, type SchemaName } from './schemas.ts';

const ajv = new Ajv2020({ allErrors: true });
const validators = new Map<SchemaName, ValidateFunction>();

/** What in a message breaks its schema, in words; null where nothing does. */
export function brokenSchema(name: SchemaName, message: unknown): string | null {
  const validate = validators.get(name) ?? ajv.compile(schemas[name]);
  validators.set(name, validate);
  return validate(message) ? null : ajv.errorsText(validate.errors, { dataVar: name });
}
