import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { payloadBytesMax } from '../../src/emulator/rules/limits.ts';
import type { Invoked } from './invoke-api.ts';

/** The Runtime API of one function: it hands out events one by one, and takes what comes of them. */
export type RuntimeApi = {
  /** Host and port, as a runtime client expects them in AWS_LAMBDA_RUNTIME_API. */
  readonly address: string;
  /** Hands an event to the next client that asks for one; settles once that has answered, or `giveUp` is called. */
  readonly invoke: (event: string, deadlineMs: number) => Promise<Invoked>;
  /** Ends the call in hand with an error of the platform's own; its late answer is refused. */
  readonly giveUp: (errorType: string, message: string) => void;
  readonly close: () => Promise<void>;
};

/** The largest body that is read at all, in bytes: anything over the limit is refused, but not for ever. */
const bodyBytesMax = 4 * payloadBytesMax;

/**
 * AWS's Runtime API (2018-06-01) on loopback: `next`, `response`, `error` and `init/error`, with the statuses and error types
 * that its documentation names. A response of more than 6 MB is answered 413, and becomes Function.ResponseSizeTooLarge.
 */
export async function startRuntimeApi(functionArn: string): Promise<RuntimeApi> {
  let call: Call | null = null;
  let waiting: ServerResponse | null = null;

  const handOut = (): void => {
    if (call === null || call.handedOut || waiting === null) return;
    call.handedOut = true;
    waiting.writeHead(200, {
      'content-type': 'application/json',
      'lambda-runtime-aws-request-id': call.id,
      'lambda-runtime-deadline-ms': String(call.deadlineMs),
      'lambda-runtime-invoked-function-arn': functionArn,
    });
    waiting.end(call.event);
    waiting = null;
  };
  const end = (invoked: Invoked): void => {
    call?.end(invoked);
    call = null;
  };
  const giveUp: RuntimeApi['giveUp'] = (errorType, message) => {
    const errorMessage = `RequestId: ${call?.id ?? ''} Error: ${message}`;
    end({ functionError: 'Unhandled', payload: JSON.stringify({ errorType, errorMessage }) });
  };

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const [, id, what] = /^\/2018-06-01\/runtime\/(?:invocation\/([^/]+)\/)?(response|error|invocation\/next|init\/error)$/.exec(request.url ?? '') ?? [];
    if (what === 'invocation/next') {
      // A client that died while it waited asks no more.
      waiting = response.on('close', () => {
        if (waiting === response) waiting = null;
      });
      handOut();
      return;
    }
    const payload = await readBody(request);
    const isCall = what === 'init/error' || id === call?.id;
    if (what === undefined || !isCall) {
      respond(response, 400, { errorType: 'InvalidRequestID', errorMessage: 'Invalid request ID' });
    } else if (payload.length > payloadBytesMax) {
      respond(response, 413, { errorType: 'RequestEntityTooLarge', errorMessage: 'Exceeded maximum allowed payload size' });
      const errorMessage = `Response payload size exceeded maximum allowed payload size (${payloadBytesMax} bytes).`;
      end({ functionError: 'Unhandled', payload: JSON.stringify({ errorType: 'Function.ResponseSizeTooLarge', errorMessage }) });
    } else {
      respond(response, 202, { status: 'OK' });
      end({ payload: payload.toString(), ...(what === 'response' ? {} : { functionError: 'Unhandled' }) });
    }
  };

  const server = createServer((request, response) => void answer(request, response));
  // A client that waits for an event waits as long as there is none.
  server.requestTimeout = 0;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    address: `127.0.0.1:${port}`,
    invoke: (event, deadlineMs) =>
      new Promise((resolve, reject) => {
        if (call !== null) {
          reject(new Error('a function instance takes one event at a time'));
          return;
        }
        call = { id: randomUUID(), event, deadlineMs, handedOut: false, end: resolve };
        handOut();
      }),
    giveUp,
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

type Call = { readonly id: string; readonly event: string; readonly deadlineMs: number; handedOut: boolean; readonly end: (invoked: Invoked) => void };

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes <= bodyBytesMax) chunks.push(chunk);
  }
  return bytes > bodyBytesMax ? Buffer.alloc(bodyBytesMax) : Buffer.concat(chunks);
}

function respond(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}
