import * as z from 'zod';

/** A field of a form that the user fills in: a secret, or a setting of the payload. */
export type DescribedField = { readonly name: string; readonly description: string; readonly required: boolean };

/** The fields of an object's shape, with the help text that stands beside each. */
export function describedFields(shape: z.core.$ZodType): DescribedField[] {
  const { properties = {}, required = [] } = z.toJSONSchema(shape, { io: 'input', unrepresentable: 'any' });
  return Object.entries(properties).map(([name, field]) => ({
    name,
    description: typeof field === 'object' ? (field.description ?? '') : '',
    required: required.includes(name),
  }));
}
