import type { JsonObject } from '../../../src/core/json.ts';
import type { Environment } from '../../../src/edge/environment.ts';
import type { CreateHandler } from './lambda.ts';
import { changingAnswers, changingResponses, emptyList, finishAtPage, mapPositions, rightHandler } from './wrong-handlers.ts';

/** A handler that fills its calls with one mistake. */
export type WrongFilling = {
  readonly name: string;
  /** What is wrong with it, as its author would have thought it right. */
  readonly mistake: string;
  readonly createHandler: CreateHandler;
};

export const wrongFillings: readonly WrongFilling[] = [
  {
    name: 'counts-what-is-ahead',
    mistake: 'a page that is on its way when the answer is full counts as read',
    createHandler: changingAnswers((answer) => ({ ...answer, state: answer.hasMore ? mapPositions(answer.state, (page) => Math.max(1, page - 1)) : answer.state })),
  },
  {
    name: 'full-is-the-end',
    mistake: 'a window is taken for finished once an answer is full',
    createHandler: changingAnswers((answer) => ({ ...answer, state: answer.hasMore ? finishAtPage(answer.state, Number.POSITIVE_INFINITY) : answer.state })),
  },
  {
    name: 'skips-what-fails',
    mistake: 'a page read ahead that fails is left out, since the others came',
    createHandler: changingResponses((response) => (response.status >= 500 ? emptyList() : response)),
  },
  {
    name: 'counts-rows-alone',
    mistake: 'the rows are held to the limit, and what stands around them is not counted',
    createHandler: (environment) =>
      rightHandler({ ...environment, answerBytesMax: environment.answerBytesMax + aroundBytes, storedBytesMax: environment.storedBytesMax + aroundBytes }),
  },
  {
    name: 'late-is-an-error',
    mistake: 'a call whose time runs out fails, rather than answering what it has',
    createHandler: (environment) => {
      const handler = rightHandler(environment);
      return async (event, context) => {
        const answer = await handler(event, context);
        if (answer.hasMore && context?.getRemainingTimeInMillis !== undefined) throw Object.assign(new Error('the time is up'), { name: 'SOURCE' });
        return answer;
      };
    },
  },
  {
    name: 'ignores-the-time',
    mistake: 'the time that is left is for the one who called to watch',
    createHandler: (environment) => {
      const handler = rightHandler(environment);
      return (event) => handler(event, null);
    },
  },
  {
    name: 'reads-until-the-end',
    mistake: 'the whole time of a call is there for reading, and storing comes after it',
    createHandler: changingPuts((put, environment) => async (object, body, signal) => {
      await environment.sleep(storingLateMs, signal);
      return put(object, body, signal);
    }),
  },
  {
    name: 'answers-before-it-is-stored',
    mistake: 'the answer need not wait for the upload',
    createHandler: changingPuts((put) => (...given) => {
      put(...given).catch(() => undefined);
      return Promise.resolve();
    }),
  },
  {
    name: 'upload-may-fail',
    mistake: 'an upload that failed is no reason to fail the call',
    createHandler: changingPuts((put) => (...given) => put(...given).catch(() => undefined)),
  },
  {
    name: 'key-of-its-own',
    mistake: 'every call writes under the key of the first',
    createHandler: (environment) => {
      let first: string | null = null;
      return changingPuts((put) => (object, body, signal) => put({ ...object, key: (first ??= object.key) }, body, signal))(environment);
    },
  },
  {
    name: 'object-without-deletes',
    mistake: 'the object carries the rows, and deletions are left to the answer',
    createHandler: changingPuts((put) => (object, body, signal) => {
      const rows = JSON.parse(new TextDecoder().decode(body)) as JsonObject;
      return put(object, new TextEncoder().encode(JSON.stringify({ ...rows, delete: {} })), signal);
    }),
  },
];

/** State, schema and the names of the tables take more than this. */
const aroundBytes = 700;

/** Longer than any short call has left once it has read until its end. */
const storingLateMs = 600;

type Put = Environment['putObject'];

function changingPuts(change: (put: Put, environment: Environment) => Put): CreateHandler {
  return (environment) => rightHandler({ ...environment, putObject: change(environment.putObject, environment) });
}
