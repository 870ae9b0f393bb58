/**
 * A response whose body is at hand: to its reader the same as one from the network, and much cheaper to make. `read`
 * gives the body, or rejects as a connection does that breaks on the way.
 */
export function simulatedResponse(init: ResponseInit, read: () => Promise<Uint8Array>): Response {
  const bytes = async (): Promise<Uint8Array<ArrayBuffer>> => new Uint8Array(await read());
  return Object.defineProperties(new Response(null, init), {
    body: { get: () => streamOf(bytes) },
    bytes: { value: bytes },
    arrayBuffer: { value: async () => (await bytes()).buffer },
    text: { value: async () => new TextDecoder().decode(await bytes()) },
    json: { value: async () => JSON.parse(new TextDecoder().decode(await bytes())) as unknown },
  });
}

function streamOf(bytes: () => Promise<Uint8Array<ArrayBuffer>>): ReadableStream<Uint8Array<ArrayBuffer>> {
  return new ReadableStream({
    start: async (controller) => {
      controller.enqueue(await bytes());
      controller.close();
    },
  });
}
