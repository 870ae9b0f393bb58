import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { payloadBytesMax } from '../../src/emulator/rules/limits.ts';

/** What Lambda hands back of one call: a payload, and the kind of error where it tells of one. */
export type Invoked = { readonly payload: string; readonly functionError?: 'Unhandled' };

/** A function as Lambda's Invoke API calls it: the event and what comes back are JSON texts. */
export type LambdaFunction = (event: string) => Promise<Invoked>;

/** An error of the API itself, as AWS sends it. */
export type ApiError = { readonly status: number; readonly type: string; readonly message: string };

export type InvokeApiOptions = {
  readonly functions: Readonly<Record<string, LambdaFunction>>;
  /** Versions and aliases that there are beside $LATEST. */
  readonly qualifiers?: readonly string[];
  /** The key that signs a call that is let through; any unless set. */
  readonly accessKeyId?: string;
  /** Sees every call before the function does, and may refuse it. */
  readonly refuse?: (nth: number) => ApiError | 'hang up' | undefined;
};

export type InvokeApi = { readonly url: string; readonly calls: () => number; readonly close: () => Promise<void> };

/**
 * Lambda's Invoke API on loopback, as far as a caller can tell: names, qualifiers, sizes, function errors and AWS's own errors.
 * Who signed is looked at; that the signature is right is not.
 */
export async function startInvokeApi(options: InvokeApiOptions): Promise<InvokeApi> {
  let calls = 0;
  const server = createServer((request, response) => {
    calls += 1;
    void answer(options, calls, request, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    calls: () => calls,
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

async function answer(options: InvokeApiOptions, nth: number, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const event = await text(request);
  const refused = options.refuse?.(nth);
  if (refused === 'hang up') {
    response.destroy();
    return;
  }
  const called = refused ?? findFunction(options, request, event);
  if (typeof called !== 'function') {
    response.writeHead(called.status, { 'content-type': 'application/json', 'x-amzn-errortype': called.type });
    response.end(JSON.stringify({ Type: called.status < 500 ? 'User' : 'Service', Message: called.message }));
    return;
  }
  const { payload, functionError } = await called(event);
  response.writeHead(200, {
    'content-type': 'application/json',
    'x-amz-executed-version': '$LATEST',
    ...(functionError === undefined ? {} : { 'x-amz-function-error': functionError }),
  });
  response.end(payload);
}

function findFunction({ functions, qualifiers = [], accessKeyId }: InvokeApiOptions, request: IncomingMessage, event: string): LambdaFunction | ApiError {
  const { pathname, searchParams } = new URL(request.url ?? '', 'http://127.0.0.1');
  const [, name] = /^\/2015-03-31\/functions\/([^/]+)\/invocations$/.exec(pathname) ?? [];
  if (name === undefined || request.method !== 'POST') return { status: 404, type: 'UnknownOperationException', message: `${request.method ?? ''} ${pathname}` };
  const [, signer] = /^AWS4-HMAC-SHA256 Credential=([^/]+)\//.exec(request.headers.authorization ?? '') ?? [];
  if (signer === undefined) return { status: 403, type: 'MissingAuthenticationTokenException', message: 'Missing Authentication Token' };
  if (accessKeyId !== undefined && signer !== accessKeyId) {
    return { status: 403, type: 'UnrecognizedClientException', message: 'The security token included in the request is invalid.' };
  }
  const qualifier = searchParams.get('Qualifier') ?? '$LATEST';
  const functionName = decodeURIComponent(name);
  const found = functions[functionName];
  if (found === undefined || !['$LATEST', ...qualifiers].includes(qualifier)) {
    return { status: 404, type: 'ResourceNotFoundException', message: `Function not found: arn:aws:lambda:eu-west-1:123456789012:function:${functionName}` };
  }
  if (Buffer.byteLength(event) > payloadBytesMax) {
    return { status: 413, type: 'RequestTooLargeException', message: `Request must be smaller than ${payloadBytesMax} bytes for the InvokeFunction operation` };
  }
  return found;
}
