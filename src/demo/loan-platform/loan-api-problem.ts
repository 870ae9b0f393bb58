import { STATUS_CODES } from 'node:http';
import type { FastifySchemaValidationError } from 'fastify';
import { printJson } from '../../edge/json.ts';
import type { LoanApiAnswer } from './loan-api-answer.ts';

/** An error answer, `application/problem+json`; `detail` says what was wrong with this request. */
export function createProblem(status: number, detail: string): LoanApiAnswer {
  const title = STATUS_CODES[status] ?? 'Unknown';
  return {
    status,
    headers: { 'content-type': 'application/problem+json; charset=utf-8' },
    body: printJson({ title, status, detail }),
  };
}

/** Says which parameters are bad, and why. */
export function describeBadParameters(errors: readonly FastifySchemaValidationError[]): string {
  return errors.map((error) => `${parameterOf(error)}: ${error.message ?? error.keyword}`).join('; ');
}

function parameterOf(error: FastifySchemaValidationError): string {
  const { missingProperty, additionalProperty } = error.params;
  if (typeof missingProperty === 'string') return missingProperty;
  if (typeof additionalProperty === 'string') return additionalProperty;
  return error.instancePath.slice(1);
}
