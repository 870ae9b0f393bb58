import type { FastifyRequest } from 'fastify';

/** A request as an interceptor sees it. */
export type LoanApiRequest = {
  readonly method: string;
  /** Without the base path and the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** How many times this method, path and query were asked for, this time included. */
  readonly attempt: number;
};

/** Reads requests for an interceptor, counting the attempts. */
export function createRequestReader(basePath: string): (request: FastifyRequest) => LoanApiRequest {
  const attempts = new Map<string, number>();
  return (request) => {
    const asked = `${request.method} ${request.url}`;
    const attempt = (attempts.get(asked) ?? 0) + 1;
    attempts.set(asked, attempt);
    const query = new URLSearchParams(request.url.slice(pathOf(request).length));
    return { method: request.method, path: withoutBase(pathOf(request), basePath), query, attempt };
  };
}

/** The path as it was asked for, without its query. */
export function pathOf(request: FastifyRequest): string {
  const [path = ''] = request.url.split('?', 1);
  return path;
}

function withoutBase(path: string, basePath: string): string {
  return path.startsWith(`${basePath}/`) ? path.slice(basePath.length) : path;
}
