import { startLoanApi } from '../../../src/demo/loan-platform/loan-api.ts';
import { createLoanPlatform } from '../../../src/demo/loan-platform/loan-platform.ts';
import type { Environment } from '../../../src/edge/environment.ts';
import { environment } from '../../../src/hosts/environment.ts';
import { createClock } from '../clock.ts';
import { createRecorder } from './recorder.ts';
import { recordedOrigin, type Opening, type RecordedCall, type Recording } from './recording.ts';
import { runSync } from './run-sync.ts';
import type { Scenario } from './scenarios.ts';
import { stripper } from './strip.ts';

/** The credential that every recording is made with, and that none may hold. */
export const recordedToken = 'token-that-no-recording-may-hold';

const beganMs = Date.UTC(2026, 0, 31, 12);
const betweenSyncsMs = 60 * 60_000;

/** Lets the connector sync a loan platform of its own over HTTP, and returns all that crossed. Every run gives the same. */
export async function record(scenario: Scenario): Promise<Recording> {
  const { about, applications, customPayload, editedSince, afterListRead, intercept } = scenario;
  const clock = createClock(beganMs);
  const platform = createLoanPlatform({ seed: 11, applications, advisors: 2, now: clock.now });
  let recording = false;
  let lists = 0;
  const api = await startLoanApi({
    platform,
    token: recordedToken,
    afterListRead: () => {
      if (recording) afterListRead?.(platform, (lists += 1));
    },
    intercept: (request) => (recording ? intercept?.(request, platform) : undefined),
  });
  // The connector is told the name, since its state holds a fingerprint of it and the port is another one each time.
  const network: Environment['fetch'] = (url, init) => fetch(`${api.url}${url.pathname}${url.search}`, init);
  const connection = { baseUrl: recordedOrigin, apiToken: recordedToken };
  let state: Opening['state'] = {};
  const opening = (): Opening => ({
    about,
    began: new Date(clock.now()).toISOString(),
    customPayload: { ...customPayload },
    answerBytesMax: scenario.answerBytesMax ?? environment.answerBytesMax,
    state,
  });
  try {
    if (editedSince !== undefined) {
      const afterCall = (answer: string): void => {
        ({ state } = JSON.parse(answer) as { readonly state: Opening['state'] });
      };
      await runSync(opening(), { connection, clock, fetch: network, afterCall });
      clock.advance(betweenSyncsMs / 2);
      editedSince(platform);
      clock.advance(betweenSyncsMs / 2);
    }
    recording = true;
    const recorder = createRecorder(network, stripper([recordedToken]));
    const calls: RecordedCall[] = [];
    const begun = opening();
    await runSync(begun, {
      connection,
      clock,
      fetch: recorder.fetch,
      afterCall: (answer) => calls.push({ exchanges: recorder.take(), answer }),
    });
    return { opening: begun, calls };
  } finally {
    await api.close();
  }
}
