import fastify from 'fastify';
import type { FastifyReply, FastifyRequest, FastifySchemaValidationError } from 'fastify';
import { printJson } from '../../edge/json.ts';
import { sendAnswer } from './loan-api-answer.ts';
import type { LoanApiAnswer, LoanApiFault } from './loan-api-answer.ts';
import { exchangeOf } from './loan-api-exchange.ts';
import type { LoanApiExchange } from './loan-api-exchange.ts';
import { createProblem, describeBadParameters } from './loan-api-problem.ts';
import { listQuerySchema, readWindow } from './loan-api-query.ts';
import type { ListQuery } from './loan-api-query.ts';
import { createRequestReader, pathOf } from './loan-api-request.ts';
import type { LoanApiRequest } from './loan-api-request.ts';
import type { ReadPage } from './loan-pages.ts';
import type { LoanPlatform } from './loan-platform.ts';

export type LoanApiOptions = {
  readonly platform: Pick<LoanPlatform, 'now' | 'listApplications' | 'listDeleted' | 'applicantsOf'>;
  /** The bearer token that every request has to carry. */
  readonly token: string;
  /** A free one unless set. */
  readonly port?: number;
  /** A path before every other, such as `/loans`; none unless set. */
  readonly basePath?: string;
  /** 127.0.0.1 unless set. */
  readonly host?: string;
  /** Runs once a list answer was computed, before it is sent: an edit made here falls between two list reads. */
  readonly afterListRead?: () => void;
  /** Sees every request, also an unauthorized one, and may spoil its answer; undefined leaves it alone. */
  readonly intercept?: (request: LoanApiRequest) => LoanApiFault | undefined;
  /** Sees every exchange whose answer is sent whole, spoiled ones too, before it is sent. */
  readonly onExchange?: (exchange: LoanApiExchange) => void;
};

export type LoanApi = {
  /** The base URL, base path included, without a slash at its end. */
  readonly url: string;
  /** Requests received so far, whatever they were answered. */
  readonly requests: LoanApiRequestCounts;
  /** Ends every connection, kept-alive and busy ones too. */
  readonly close: () => Promise<void>;
};

export type LoanApiRequestCounts = {
  /** Of applications and of deletions. */
  readonly lists: number;
  readonly applicants: number;
  readonly total: number;
};

/** Serves a platform over HTTP as loan-api.yaml describes it. Rejects if the address can't be listened on. */
export async function startLoanApi(options: LoanApiOptions): Promise<LoanApi> {
  const { platform, token, basePath = '', port = 0, host = '127.0.0.1', afterListRead, intercept, onExchange } = options;
  if (basePath !== '' && !/^(?:\/[^/?#]+)+$/.test(basePath)) {
    throw new TypeError(`a base path begins with a slash and ends without one, unlike ${basePath}`);
  }
  const requests = { lists: 0, applicants: 0, total: 0 };
  const readRequest = createRequestReader(basePath);
  const faults = new WeakMap<FastifyRequest, LoanApiFault>();

  const printDate = (): string => new Date(platform.now()).toUTCString();
  const send = (request: FastifyRequest, reply: FastifyReply, answer: LoanApiAnswer): Promise<FastifyReply> => {
    const headers = { date: printDate(), ...answer.headers };
    return sendAnswer(reply, { ...answer, headers }, faults.get(request) ?? {});
  };

  const app = fastify({
    logger: false,
    exposeHeadRoutes: false,
    forceCloseConnections: true,
    ajv: { customOptions: { removeAdditional: false, coerceTypes: true } },
    // Called for paths that can't be decoded, which belong to no route and pass no hook.
    frameworkErrors: (error, _request, reply) => {
      requests.total += 1;
      const { status, headers, body } = createProblem(error.statusCode ?? 400, error.message);
      reply.raw.writeHead(status, { date: printDate(), ...headers }).end(body);
    },
  });

  app.addHook('onRequest', async (request, reply) => {
    requests.total += 1;
    const { url: route = '' } = request.routeOptions;
    if (route.endsWith('/applicants')) requests.applicants += 1;
    else if (route !== '') requests.lists += 1;
    const fault = intercept?.(readRequest(request));
    if (fault !== undefined) faults.set(request, fault);
    if (fault?.status !== undefined) return send(request, reply, createProblem(fault.status, 'an injected fault'));
    if (!isAuthorized(request, token)) return send(request, reply, unauthorized);
    return undefined;
  });
  if (onExchange !== undefined) {
    app.addHook<string>('onSend', async (request, reply, body) => {
      onExchange(exchangeOf(request, reply, body, basePath));
      return body;
    });
  }
  app.setNotFoundHandler((request, reply) =>
    send(request, reply, createProblem(404, `there is no ${request.method} ${pathOf(request)}`)),
  );
  app.setErrorHandler<RouteError>((error, request, reply) => {
    const { validation, statusCode = 500, message } = error;
    const detail = validation === undefined ? message : describeBadParameters(validation);
    return send(request, reply, createProblem(statusCode, detail));
  });

  const serveList = (path: string, readPage: ReadPage): void => {
    app.get<{ Querystring: ListQuery }>(
      basePath + path,
      { schema: { querystring: listQuerySchema } },
      (request, reply) => {
        // Before the read: a later date would vouch for changes that the page can't hold yet.
        const date = printDate();
        const { page, per_page: perPage } = request.query;
        const body = printJson(readPage(readWindow(request.query), page, perPage));
        afterListRead?.();
        return send(request, reply, createAnswer(date, body));
      },
    );
  };
  serveList('/v1/loan-applications', platform.listApplications);
  serveList('/v1/loan-applications/deleted', platform.listDeleted);

  app.get<{ Params: { id: string } }>(`${basePath}/v1/loan-applications/:id/applicants`, (request, reply) => {
    const date = printDate();
    const { id } = request.params;
    const data = platform.applicantsOf(id);
    if (data === undefined) return send(request, reply, createProblem(404, `there is no loan application ${id}`));
    return send(request, reply, createAnswer(date, printJson({ data })));
  });

  const address = await app.listen({ port, host });
  return { url: address + basePath, requests, close: () => app.close() };
}

type RouteError = Error & {
  readonly statusCode?: number;
  readonly validation?: readonly FastifySchemaValidationError[];
};

const unauthorizedProblem = createProblem(401, 'the Authorization header does not carry the bearer token');
const unauthorized: LoanApiAnswer = {
  ...unauthorizedProblem,
  headers: { ...unauthorizedProblem.headers, 'www-authenticate': 'Bearer' },
};

function isAuthorized(request: FastifyRequest, token: string): boolean {
  const [, credentials] = /^bearer +(.+)$/i.exec(request.headers.authorization ?? '') ?? [];
  return credentials === token;
}

function createAnswer(date: string, body: string): LoanApiAnswer {
  return { status: 200, headers: { date, 'content-type': 'application/json; charset=utf-8' }, body };
}
