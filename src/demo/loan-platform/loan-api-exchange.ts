import type { FastifyReply, FastifyRequest } from 'fastify';

/** A request and what it was answered, as both crossed the wire. */
export type LoanApiExchange = {
  readonly request: {
    readonly method: string;
    /** Path and query, without the base path. */
    readonly path: string;
    /** By their names in lower case. */
    readonly headers: Readonly<Record<string, string>>;
  };
  readonly answer: {
    readonly status: number;
    /** By their names in lower case. */
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string;
  };
};

/** What an answer that is about to be sent makes of its request. */
export function exchangeOf(request: FastifyRequest, reply: FastifyReply, body: string, basePath: string): LoanApiExchange {
  return {
    request: { method: request.method, path: request.url.slice(basePath.length), headers: asTexts(request.headers) },
    answer: { status: reply.statusCode, headers: asTexts(reply.getHeaders()), body },
  };
}

function asTexts(headers: Readonly<Record<string, unknown>>): Record<string, string> {
  const texts = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]);
  return Object.fromEntries(texts) as Record<string, string>;
}
