import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestContext } from 'node:test';
import { answerEvent } from '../../../src/edge/answer-event.ts';
import type { Environment } from '../../../src/edge/environment.ts';
import type { Source } from '../../../src/edge/source.ts';
import { environment } from '../../../src/hosts/environment.ts';
import type { Answer, StoredAnswer } from '../../../src/protocol/answer.ts';

/** A request as an API sees it. */
export type Asked = {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
};

/** What it answers; a body that is no text is printed as JSON, and the status is 200 unless set. */
export type Answering = (asked: Asked) => { readonly status?: number; readonly headers?: Readonly<Record<string, string>>; readonly body?: unknown };

/** An API on loopback for the length of a test, and all that it was asked. */
export async function localApi(context: TestContext, answering: Answering): Promise<{ readonly url: string; readonly asked: Asked[] }> {
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { pathname, searchParams } = new URL(request.url ?? '/', 'http://loopback');
      const one = { method: request.method ?? '', path: pathname, query: searchParams, headers: request.headers, body: Buffer.concat(chunks).toString() };
      asked.push(one);
      const { status = 200, headers = {}, body = '' } = answering(one);
      response.writeHead(status, { 'content-type': 'application/json', ...headers });
      response.end(typeof body === 'string' ? body : JSON.stringify(body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  context.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}

/** One call of a source's function. No wait is waited for: the clock moves on, and `waits` holds how far. */
export function callOf(source: Source, replaced: Partial<Environment> = {}) {
  const waits: number[] = [];
  const log: Readonly<Record<string, unknown>>[] = [];
  const given: Environment = {
    ...environment,
    now: () => Date.now() + waits.reduce((sum, ms) => sum + ms, 0),
    sleep: (ms) => {
      waits.push(ms);
      return Promise.resolve();
    },
    log: (line) => log.push(line),
    ...replaced,
  };
  const answer = (event: object, timeLeftMs = Number.POSITIVE_INFINITY): Promise<Answer | StoredAnswer> => answerEvent(source, event, given, timeLeftMs);
  /** A call whose rows come with the answer. */
  const call = async (event: object, timeLeftMs?: number): Promise<Answer> => {
    const answered = await answer(event, timeLeftMs);
    if (!('insert' in answered)) throw new Error('the rows went through S3');
    return answered;
  };
  return { waits, log, answer, call };
}
