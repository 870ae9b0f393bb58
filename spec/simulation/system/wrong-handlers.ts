import { isJsonObject, type Json, type JsonObject } from '../../../src/core/json.ts';
import type { Environment } from '../../../src/edge/environment.ts';
import { createHandler, type Handler } from '../../../src/hosts/lambda.ts';
import { countRows, type Answer } from '../../../src/protocol/answer.ts';
import type { CreateHandler } from './lambda.ts';
import { apiToken } from './play.ts';

/** The handler that Lambda runs. */
export const rightHandler: CreateHandler = (environment) => createHandler('loans', environment);

/** A handler with one mistake of the kind that connectors really make, and what the judge has to say about it. */
export type WrongHandler = { readonly mistake: string; readonly createHandler: CreateHandler; readonly breaks: RegExp };

const lossy = /^A row last changed|^At rest/;

export const wrongHandlers: readonly WrongHandler[] = [
  {
    mistake: 'stores the state one page too far',
    breaks: lossy,
    createHandler: changingAnswers((answer) => ({ ...answer, state: mapPositions(answer.state, (page) => Math.max(1, page - 1)) })),
  },
  {
    mistake: 'ends the window with the next page still to read',
    breaks: lossy,
    createHandler: changingAnswers((answer) => ({ ...answer, state: finishAtPage(answer.state, 1) })),
  },
  {
    mistake: 'takes a page that failed for an empty one',
    breaks: lossy,
    createHandler: changingResponses((response) => (response.status >= 500 ? emptyList() : response)),
  },
  {
    mistake: 'takes a body that was cut off for an empty list',
    breaks: lossy,
    createHandler: changingResponses(async (response) => {
      try {
        return new Response(await response.text(), response);
      } catch {
        return emptyList();
      }
    }),
  },
  {
    mistake: 'leaves out the applicants that it could not read',
    breaks: lossy,
    createHandler: changingResponses((response, url) => (url.pathname.endsWith('/applicants') && response.status > 404 ? emptyList() : response)),
  },
  {
    mistake: "stores its clock as the cursor when a window is finished",
    breaks: /^A cursor never comes|^A row last changed/,
    createHandler: (environment) => {
      const now = (): string => new Date(environment.now()).toISOString();
      return changingAnswers((answer) => ({ ...answer, state: mapCursors(answer.state, now()) }))(environment);
    },
  },
  {
    mistake: "does not look at the source's clock",
    breaks: /^A cursor never comes|^A row last changed/,
    createHandler: changingResponses(async (response) => {
      const headers = new Headers(response.headers);
      headers.delete('date');
      return new Response(await response.arrayBuffer(), { status: response.status, headers });
    }),
  },
  {
    mistake: 'leaves no time for late commits',
    breaks: /^A cursor never comes|^A row last changed/,
    createHandler: changingEvents((event) => ({ ...event, customPayload: { ...objectAt(event, 'customPayload'), settleSeconds: '0' } })),
  },
  {
    mistake: 'sends no deletes',
    breaks: lossy,
    createHandler: changingAnswers((answer) => ({ ...answer, delete: {}, hasMore: answer.hasMore && countRows({ ...answer, delete: {} }) > 0 })),
  },
  {
    mistake: 'keeps the state in a variable from call to call',
    breaks: /./,
    createHandler: (environment) => {
      const handler = rightHandler(environment);
      let kept: Json | undefined;
      return async (event, context) => {
        const answer = await handler(isJsonObject(event) ? { ...event, state: kept ?? event['state'] } : event, context);
        kept = answer.state;
        return answer;
      };
    },
  },
  {
    mistake: 'keeps answers of the source from call to call',
    breaks: /./,
    createHandler: (environment) => {
      const kept = new Map<string, string>();
      return rightHandler({
        ...environment,
        fetch: async (url, init) => {
          const key = `${url.pathname}?${url.searchParams.get('page') ?? ''}`;
          const known = kept.get(key);
          if (known !== undefined) return new Response(known);
          const response = await environment.fetch(url, init);
          if (response.status !== 200) return response;
          const body = await response.text();
          kept.set(key, body);
          return new Response(body, { headers: response.headers });
        },
      });
    },
  },
  {
    mistake: "says hasMore as a text, as Fivetran's first samples did",
    breaks: /^An answer always keeps/,
    createHandler: changingAnswers((answer) => ({ ...answer, hasMore: String(answer.hasMore) })),
  },
  {
    mistake: 'asks for another call whatever it has',
    breaks: /^An empty answer|^A sync always ends/,
    createHandler: changingAnswers((answer) => ({ ...answer, hasMore: true })),
  },
  {
    mistake: 'never asks for another call',
    breaks: /^At rest/,
    createHandler: changingAnswers((answer) => ({ ...answer, hasMore: false })),
  },
  {
    mistake: 'asks for every page twice',
    breaks: /^While the source stands still/,
    createHandler: (environment) => {
      const fetch: Environment['fetch'] = async (url, init) => {
        await environment.fetch(url, init);
        return environment.fetch(url, init);
      };
      return rightHandler({ ...environment, fetch });
    },
  },
  {
    mistake: 'catches errors and returns nothing',
    breaks: /^An answer always keeps/,
    createHandler: (environment) => {
      const handler = rightHandler(environment);
      return (async (event, context) => handler(event, context).catch(() => null)) as Handler;
    },
  },
  {
    mistake: 'catches errors and ends the sync as if it were done',
    breaks: /./,
    createHandler: (environment) => {
      const handler = rightHandler(environment);
      return async (event, context) =>
        handler(event, context).catch((): Answer => ({ state: finishAtPage(objectAt(event, 'state'), Number.POSITIVE_INFINITY), insert: {}, delete: {}, schema: {}, hasMore: false }));
    },
  },
  {
    mistake: 'writes the headers of a request to the log',
    breaks: /^No log line/,
    createHandler: (environment) =>
      rightHandler({
        ...environment,
        fetch: (url, init) => {
          environment.log({ level: 'debug', url: url.href, headers: init.headers });
          return environment.fetch(url, init);
        },
      }),
  },
  {
    mistake: 'remembers its token in the state',
    breaks: /^No log line/,
    createHandler: changingAnswers((answer) => ({ ...answer, state: { ...answer.state, resumeWith: `https://loans.example/?token=${apiToken}` } })),
  },
  {
    mistake: 'goes on with something after it has answered',
    breaks: /^Nothing ever outlives/,
    createHandler: (environment) => {
      const handler = rightHandler(environment);
      return async (event, context) => {
        const answer = await handler(event, context);
        void environment.sleep(1_000, new AbortController().signal);
        return answer;
      };
    },
  },
  {
    mistake: 'does not look at the time it has left',
    breaks: /^A call always ends/,
    createHandler: (environment) => {
      const handler = rightHandler(environment);
      return (event) => handler(event, null);
    },
  },
  {
    mistake: 'sends a key in insert and in delete of one answer',
    breaks: /^An answer always keeps/,
    createHandler: changingAnswers((answer) => ({ ...answer, delete: { ...answer.delete, ...answer.insert } })),
  },
];

/** The right handler, its answer changed on the way out, also into one of another shape. */
export function changingAnswers(change: (answer: Answer) => object): CreateHandler {
  return (environment) => {
    const handler = rightHandler(environment);
    return (async (event, context) => change((await handler(event, context)) as Answer)) as Handler;
  };
}

function changingEvents(change: (event: JsonObject) => JsonObject): CreateHandler {
  return (environment) => {
    const handler = rightHandler(environment);
    return (event, context) => handler(change(event as JsonObject), context);
  };
}

/** The right handler over an edge that misreads what the source answers. */
export function changingResponses(change: (response: Response, url: URL) => Response | Promise<Response>): CreateHandler {
  return (environment) => {
    const fetch: Environment['fetch'] = async (url, init) => change(await environment.fetch(url, init), url);
    return rightHandler({ ...environment, fetch });
  };
}

export function emptyList(): Response {
  return new Response(JSON.stringify({ data: [], page: { number: 1, size: 1, total: 0, more_data: false } }));
}

export function mapPositions(state: JsonObject, change: (page: number) => number): JsonObject {
  return mapStreams(state, (stream) => {
    const position = objectAt(stream, 'position');
    return typeof position['page'] === 'number' ? { ...stream, position: { ...position, page: change(position['page']) } } : stream;
  });
}

/** The state as if the window were finished, where no more than so many pages are left to read. */
export function finishAtPage(state: JsonObject, pages: number): JsonObject {
  return mapStreams(state, (stream) => {
    const { page } = objectAt(stream, 'position');
    const left = typeof page === 'number' ? page : Number.POSITIVE_INFINITY;
    return stream['phase'] === 'paging' && left <= pages ? { phase: 'idle', cursor: objectAt(stream, 'window')['end'] ?? null } : stream;
  });
}

function mapCursors(state: JsonObject, cursor: string): JsonObject {
  return mapStreams(state, (stream) => (stream['phase'] === 'idle' && stream['cursor'] !== null ? { ...stream, cursor } : stream));
}

function mapStreams(state: JsonObject, change: (stream: JsonObject) => JsonObject): JsonObject {
  const streams = Object.entries(objectAt(state, 'streams'));
  return { ...state, streams: Object.fromEntries(streams.map(([name, stream]) => [name, isJsonObject(stream) ? change(stream) : stream])) };
}

function objectAt(value: unknown, name: string): JsonObject {
  const found: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
  return isJsonObject(found) ? found : {};
}
