import type { Json } from '../core/json.ts';
import { printJson } from '../edge/json.ts';
import { invocationMsMax } from './rules/limits.ts';

/** What an invocation of a function comes to: its answer as text, or the error that it ended with. */
export type Invocation =
  | { readonly kind: 'answer'; readonly text: string }
  | { readonly kind: 'error'; readonly errorType: string; readonly errorMessage: string };

/** Invokes a function with an event as text; rejects only where the function could not be invoked at all. */
export type Invoke = (event: string) => Promise<Invocation>;

/** A function as Lambda runs it: its event, and a context that tells how many milliseconds it has left. */
export type InvokedHandler = (event: unknown, context: { readonly getRemainingTimeInMillis: () => number }) => Promise<unknown>;

/**
 * A handler as Lambda would run it: the event and the answer cross as JSON text, an error as its name and message.
 * Its time runs out as on Lambda at its longest, by the clock given; it is left to notice that itself.
 */
export function invokeHandler(handler: InvokedHandler, now: () => number = Date.now): Invoke {
  return async (event) => {
    const endsMs = now() + invocationMsMax;
    try {
      const answer = await handler(JSON.parse(event), { getRemainingTimeInMillis: () => endsMs - now() });
      return { kind: 'answer', text: printJson((answer ?? null) as Json) };
    } catch (error) {
      if (error instanceof Error) return { kind: 'error', errorType: error.name, errorMessage: error.message };
      return { kind: 'error', errorType: typeof error, errorMessage: String(error) };
    }
  };
}
