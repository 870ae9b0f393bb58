import * as z from 'zod';
import { answerShape, storedAnswerShape, storedObjectShape } from '../../src/protocol/answer-shape.ts';
import { eventShape } from '../../src/protocol/event-shape.ts';
import type { GeneratedFile } from '../generated-file.ts';
import { errorShape } from './error-shape.ts';

const shapes = {
  event: { shape: eventShape, says: 'What Fivetran sends to a function, as the handler reads it. Other fields are ignored.' },
  answer: { shape: answerShape, says: 'What the function returns when its rows are in the answer.' },
  'stored-answer': { shape: storedAnswerShape, says: 'What the function returns when its rows went through S3.' },
  'stored-object': { shape: storedObjectShape, says: 'The object that the function stores in S3 before it returns a stored answer.' },
  error: { shape: errorShape, says: 'What an invocation comes to when the function throws.' },
} as const;

export type SchemaName = keyof typeof shapes;

/** A JSON Schema (2020-12) as a value. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** Each message of this boundary as a JSON Schema, made of the very shapes that the handler's types are made of. */
export const schemas = Object.fromEntries(
  Object.entries(shapes).map(([name, { shape, says }]) => [name, schemaOf(name, shape, says)]),
) as Readonly<Record<SchemaName, JsonSchema>>;

/** The schemas as they are kept. */
export function schemaFiles(): readonly GeneratedFile[] {
  return Object.entries(schemas).map(([name, schema]) => ({
    path: `contracts/fivetran/${name}.schema.json`,
    text: `${JSON.stringify(schema, null, 2)}\n`,
  }));
}

function schemaOf(name: string, shape: z.core.$ZodType, says: string): JsonSchema {
  const { $schema, ...rest } = z.toJSONSchema(shape, {
    io: 'input',
    unrepresentable: 'any',
    // A type's `readonly` says how code treats a value, nothing about the JSON.
    override: ({ jsonSchema }) => delete jsonSchema.readOnly,
  });
  return { $schema, title: name, description: says, ...rest };
}
