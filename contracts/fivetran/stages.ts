import type { Json, JsonObject } from '../../src/core/json.ts';
import type { LoanApiFault } from '../../src/demo/loan-platform/loan-api-answer.ts';
import type { LoanApiRequest } from '../../src/demo/loan-platform/loan-api-request.ts';
import type { Stage } from './stage.ts';

/** What the connector and its source go through before an interaction; a state that it leads to is the connector's own. */
export const stages = {
  'a source with rows': () => Promise.resolve(),

  'a source with rows, some of which were deleted': (stage) => {
    stage.goBack(dayMs);
    deleteRows(stage);
    stage.goBack(0);
    return Promise.resolve();
  },

  'a source that stops answering after two pages': (stage) => {
    stage.spoil(refuseAfterTwoPages());
    return Promise.resolve();
  },

  'a sync under way, and a source that stops answering after two pages': async (stage) => {
    stage.spoil(refuseAfterTwoPages());
    await stage.sync();
    stage.spoil(refuseAfterTwoPages());
  },

  'a sync under way, and a source that answers again': async (stage) => {
    stage.spoil(refuseAfterTwoPages());
    await stage.sync();
    stage.spoil(() => undefined);
  },

  'a sync of yesterday, and nothing that changed since': async (stage) => {
    stage.goBack(dayMs);
    await stage.sync();
    stage.goBack(0);
  },

  'a sync of yesterday, and a row that changed since': async (stage) => {
    stage.goBack(dayMs);
    await stage.sync();
    stage.goBack(dayMs / 2);
    stage.platform.edits.changeApplication(stage.idOf(0), { status: 'funded' });
    stage.goBack(0);
  },

  'a sync of yesterday, and rows that were deleted since': async (stage) => {
    stage.goBack(dayMs);
    await stage.sync();
    stage.goBack(dayMs / 2);
    deleteRows(stage);
    stage.goBack(0);
  },

  'a source that does not accept the token': (stage) => {
    stage.revokeToken();
    return Promise.resolve();
  },

  'a source that is down': (stage) => {
    stage.spoil(() => ({ status: 503 }));
    return Promise.resolve();
  },

  'a source that answers with a web page': (stage) => {
    stage.spoil(() => ({ body: '<!DOCTYPE html><title>Sign in</title>' }));
    return Promise.resolve();
  },

  'a source with a row larger than any answer': (stage) => {
    stage.spoil(({ path }) => (path === listPath ? { body: withLargePurpose } : undefined));
    return Promise.resolve();
  },
} as const satisfies Readonly<Record<string, (stage: Stage) => Promise<void>>>;

export type StageName = keyof typeof stages;

const dayMs = 86_400_000;

const listPath = '/v1/loan-applications';

/** More than the 6 MB of an answer, and a single row of it. */
const largePurpose = 'x'.repeat(6_400_000);

function deleteRows({ platform, idOf }: Stage): void {
  platform.edits.deleteApplication(idOf(3));
}

/** Refused rather than broken off, since that is not tried again: the rows read so far are then all that a call has. */
function refuseAfterTwoPages(): (request: LoanApiRequest) => LoanApiFault | undefined {
  let pages = 0;
  return ({ path }) => {
    if (path !== listPath) return undefined;
    pages += 1;
    return pages > 2 ? { status: 400 } : undefined;
  };
}

function withLargePurpose(body: string): string {
  const { data, ...rest } = JSON.parse(body) as { readonly data: readonly JsonObject[] } & Readonly<Record<string, Json>>;
  return JSON.stringify({ ...rest, data: data.map((item, nth) => (nth === 0 ? { ...item, purpose: largePurpose } : item)) });
}
