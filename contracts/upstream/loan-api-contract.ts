import type { ErrorObject, ValidateFunction } from 'ajv/dist/2020.js';
import type { LoanApiExchange } from '../../src/demo/loan-platform/loan-api-exchange.ts';
import { readLoanApiDocument, type Parameter, type Response } from './loan-api-document.ts';

/** Judges an exchange by loan-api.yaml: each sentence names something that the document does not allow. */
export type LoanApiContract = (exchange: LoanApiExchange) => readonly string[];

export async function readLoanApiContract(): Promise<LoanApiContract> {
  const operations = await readLoanApiDocument();
  return ({ request, answer }) => {
    const { pathname, searchParams } = new URL(request.path, 'http://any');
    const place = `${request.method} ${pathname}`;
    for (const { template, parameters, responses } of request.method === 'GET' ? operations : []) {
      const values = match(template, pathname);
      if (values === null) continue;
      return [
        ...requestDeviations(parameters, values, searchParams, request.headers).map((what) => `request ${place}: ${what}`),
        ...answerDeviations(responses, answer).map((what) => `answer ${answer.status} to ${place}: ${what}`),
      ];
    }
    return [`the document has no ${place}`];
  };
}

/** The values of a template's parameters, or null where a path is another one. */
function match(template: string, path: string): ReadonlyMap<string, string> | null {
  const wanted = template.split('/');
  const came = path.split('/');
  if (wanted.length !== came.length) return null;
  const values = new Map<string, string>();
  for (const [nth, part] of wanted.entries()) {
    const value = decodeURIComponent(came[nth] ?? '');
    const [, name] = /^\{(.+)\}$/.exec(part) ?? [];
    if (name === undefined ? part !== value : value === '') return null;
    if (name !== undefined) values.set(name, value);
  }
  return values;
}

function requestDeviations(
  parameters: readonly Parameter[],
  path: ReadonlyMap<string, string>,
  query: URLSearchParams,
  headers: Readonly<Record<string, string>>,
): string[] {
  const declared = new Set(parameters.filter(({ in: where }) => where === 'query').map(({ name }) => name));
  const unknown = [...query.keys()].filter((name) => !declared.has(name)).map((name) => `the query parameter ${name} is unknown`);
  const wrong = parameters.flatMap(({ name, in: where, required, validate }) => {
    const values = where === 'query' ? query.getAll(name) : [path.get(name)];
    if (values.length === 0) return required ? [`the query parameter ${name} is missing`] : [];
    if (values.length > 1) return [`the query parameter ${name} comes ${values.length} times`];
    return problems(validate, values[0]).map((problem) => `the ${where} parameter ${name}${problem}`);
  });
  const anonymous = /^bearer \S+$/i.test(headers['authorization'] ?? '') ? [] : ['it carries no bearer token'];
  return [...unknown, ...wrong, ...anonymous];
}

function answerDeviations(responses: readonly Response[], { status, headers, body }: LoanApiExchange['answer']): string[] {
  // The document says it in words only: every response carries a `Date` header.
  const undated = Number.isNaN(Date.parse(headers['date'] ?? '')) ? ['it has no Date header'] : [];
  const response = responses.find((each) => each.status === String(status)) ?? responses.find((each) => each.status === 'default');
  if (response === undefined) return [...undated, 'its status is not documented'];
  const type = /^[^;\s]*/.exec(headers['content-type'] ?? '')?.[0].toLowerCase() ?? '';
  const documented = response.bodies.find((each) => each.type === type);
  if (documented === undefined) return [...undated, `its content type is '${type}', not ${response.bodies.map((each) => each.type).join(' or ')}`];
  const json = parse(body);
  if (json === undefined) return [...undated, 'its body is not JSON'];
  return [...undated, ...problems(documented.validate, json).map((problem) => `its body${problem}`)];
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function problems(validate: ValidateFunction, value: unknown): string[] {
  return validate({ value }) ? [] : (validate.errors ?? []).map(describe);
}

function describe({ instancePath, message = 'is wrong', params }: ErrorObject): string {
  const allowed: unknown = Reflect.get(params, 'allowedValues');
  return `${instancePath.replace(/^\/value/, '')} ${message}${Array.isArray(allowed) ? ` (${allowed.join(', ')})` : ''}`;
}
