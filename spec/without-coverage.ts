import { stopCoverage } from 'node:v8';

/**
 * Imported by tests that run the core millions of times: to count each of its blocks takes as long again (measured: 51 s
 * for 29), and the examples cover all of it.
 */
stopCoverage();
