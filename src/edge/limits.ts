/**
 * The largest body that is read from the source, in bytes. Five of Fivetran's largest answers: room for a page
 * that has to be asked for again smaller, and little enough for a Lambda of 512 MB with eight requests in flight.
 */
export const bodyBytesMax = 32 * 1024 * 1024;

/**
 * How many lists, objects and fields a body may hold, as its punctuation counts them. Each takes up to a hundred bytes of
 * heap, also where it is three bytes of text: 32 MB of `[],` are half a gigabyte (measured). A body with more
 * is too large, and asked for again smaller.
 */
export const bodyPartsMax = 2_000_000;

/**
 * How deep an item may be nested. Far beyond any real one, and well before the few thousand levels at which
 * `JSON.stringify` runs out of stack, after the call is over.
 */
export const jsonLevelsMax = 500;

/** All waiting for retries in one call, in milliseconds. Fivetran tries a failed sync again by itself. */
export const waitingMsMax = 5 * 60_000;

/** What is kept of a call's time for printing and sending the answer: a tenth of it, at most this. */
export const reserveMsMax = 5_000;

/** The mean of the first wait before a retry is half of this; every further try doubles it. */
export const retryBaseMs = 500;

/** A wait without `Retry-After` never exceeds this. */
export const retryCapMs = 30_000;

/** A token is fetched anew this long before it expires, or after nine tenths of its life where that is later. */
export const tokenMarginMsMax = 30_000;

/** An answer of a synchronous invocation, in bytes of UTF-8 JSON (AWS's quotas: 6 MB). */
export const answerBytesMax = 6_291_456;

/**
 * The rows of a call that go through S3, in bytes of UTF-8 JSON, unless the environment says less. While they are stored they are held twice, beside the
 * bodies on their way: 512 MB hold that.
 */
export const storedBytesMax = 64 * 1024 * 1024;

/**
 * How long storing the rows of a call may take, in milliseconds: 64 MB at about a megabyte a second. A quarter of the
 * call's time is kept for it, at most this.
 */
export const storingMsMax = 60_000;
export const storingTimePart = 1 / 4;

/** The rows of such a call. Finding a later version of a row takes about 100 bytes of heap for each, however small it is. */
export const storedRowsMax = 500_000;

/**
 * The first page of a call may take this part of the call's time; after that it is asked for smaller. A page that
 * is too slow for the whole call would otherwise fail every call in the same way.
 */
export const firstPageTimePart = 1 / 4;

/** By how much a page that was too slow shrinks: what takes six times a call's whole time then fits what is left of it. */
export const slowPageDivisor = 8;
