/** Request and response of a synchronous invocation, in bytes of UTF-8 (AWS's quotas: 6 MB). */
export const payloadBytesMax = 6_291_456;

/** One invocation, in milliseconds (AWS's quotas: 15 minutes at most; a function's own timeout may come first). */
export const invocationMsMax = 15 * 60_000;

/** Consecutive empty answers that Fivetran takes; the next one ends the connection (its documentation, 2025-05). */
export const emptyAnswersMax = 10;

/** One sync, in milliseconds (Fivetran's documentation: six hours). */
export const syncMsMax = 6 * 3_600_000;

/** The socket that a setup test's answer travels through, in bytes (Fivetran's documentation). */
export const setupTestBytesMax = 65_536;

/** A setup test, in milliseconds (Fivetran's documentation: five minutes). */
export const setupTestMsMax = 5 * 60_000;
