import { readFile } from 'node:fs/promises';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import ajvFormats from 'ajv-formats';
import { parse } from 'yaml';
import * as z from 'zod';

/** A GET of the document. Each schema is compiled for an object whose `value` it describes. */
export type Operation = {
  /** The path, with its parameters in braces. */
  readonly template: string;
  readonly parameters: readonly Parameter[];
  readonly responses: readonly Response[];
};

export type Parameter = z.infer<typeof parameterShape> & { readonly validate: ValidateFunction };

/** What may be answered under a status, or under `default`. */
export type Response = { readonly status: string; readonly bodies: readonly Body[] };

export type Body = { readonly type: string; readonly validate: ValidateFunction };

/**
 * Reads loan-api.yaml. Throws where it uses more of OpenAPI than is read here, or where a schema of it is not of JSON
 * Schema 2020-12, which is the one that OpenAPI 3.1 is made of: nothing of the document is passed over in silence.
 */
export async function readLoanApiDocument(): Promise<readonly Operation[]> {
  const json: unknown = parse(await readFile(new URL('loan-api.yaml', import.meta.url), 'utf8'));
  const document = documentShape.parse(json);
  const bodySchema = schemaCompiler(json, { coerceTypes: false });
  // A parameter is a text on the wire, whatever its type.
  const parameterSchema = schemaCompiler(json, { coerceTypes: true });
  return Object.entries(document.paths).map(([template, { get }]) => ({
    template,
    parameters: get.parameters.map((parameter, nth) => ({
      ...parameter,
      validate: parameterSchema(['paths', template, 'get', 'parameters', String(nth), 'schema']),
    })),
    responses: Object.entries(get.responses).map(([status, response]) => {
      const { at, content } = follow(document, response, ['paths', template, 'get', 'responses', status]);
      return { status, bodies: Object.keys(content).map((type) => ({ type, validate: bodySchema([...at, 'content', type, 'schema']) })) };
    }),
  }));
}

/** Compiles the schema that stands at a place of the document. */
function schemaCompiler(json: unknown, { coerceTypes }: { readonly coerceTypes: boolean }): (place: readonly string[]) => ValidateFunction {
  const ajv = new Ajv2020({ allErrors: true, strict: true, allowUnionTypes: true, coerceTypes });
  ajvFormats.default(ajv);
  const document = z.record(z.string(), z.unknown()).parse(json);
  // Ajv takes the whole document for a schema, and would look for keywords at its top level.
  ajv.addVocabulary(Object.keys(document));
  ajv.addSchema(document, 'loan-api.yaml');
  return (place) => {
    const pointer = place.map((part) => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'))).join('/');
    return ajv.compile({ type: 'object', properties: { value: { $ref: `loan-api.yaml#/${pointer}` } } });
  };
}

/** A response, or the one among the components that it refers to. */
function follow({ components }: z.infer<typeof documentShape>, response: z.infer<typeof responseShape>, at: readonly string[]) {
  if ('content' in response) return { at, content: response.content };
  const name = response.$ref.slice(componentResponses.length);
  const { content } = contentShape.parse(components.responses[name]);
  return { at: ['components', 'responses', name], content };
}

const componentResponses = '#/components/responses/';
const contentShape = z.strictObject({ description: z.string(), content: z.record(z.string(), z.strictObject({ schema: z.unknown() })) });
const responseShape = z.union([contentShape, z.strictObject({ $ref: z.string().startsWith(componentResponses) })]);
const parameterShape = z.strictObject({
  name: z.string(),
  in: z.enum(['query', 'path']),
  required: z.boolean().default(false),
  description: z.string().optional(),
  schema: z.unknown(),
});

/** Strict, so that a part of the document that nobody judges by cannot slip in. */
const documentShape = z.looseObject({
  openapi: z.string().startsWith('3.1.'),
  security: z.tuple([z.strictObject({ token: z.tuple([]) })]),
  paths: z.record(
    z.string(),
    z.strictObject({
      get: z.strictObject({
        summary: z.string(),
        description: z.string().optional(),
        parameters: z.array(parameterShape),
        responses: z.record(z.string(), responseShape),
      }),
    }),
  ),
  components: z.strictObject({
    securitySchemes: z.strictObject({ token: z.strictObject({ type: z.literal('http'), scheme: z.literal('bearer') }) }),
    responses: z.record(z.string(), z.unknown()),
    schemas: z.record(z.string(), z.unknown()),
  }),
});
