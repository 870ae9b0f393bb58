import { isJsonObject, type Json } from '../../src/core/json.ts';
import { startLoanApi } from '../../src/demo/loan-platform/loan-api.ts';
import type { LoanApiFault } from '../../src/demo/loan-platform/loan-api-answer.ts';
import type { LoanApiRequest } from '../../src/demo/loan-platform/loan-api-request.ts';
import { createLoanPlatform, type LoanPlatform } from '../../src/demo/loan-platform/loan-platform.ts';
import { parseJson } from '../../src/edge/json.ts';
import { invokeHandler, type Invocation } from '../../src/emulator/invoke.ts';
import { environment } from '../../src/hosts/environment.ts';
import type { createHandler } from '../../src/hosts/lambda.ts';
import { createPutObject } from '../../src/hosts/put-object.ts';
import { startLocalS3, type LocalS3 } from '../../spec/end-to-end/local-s3.ts';

/** A connector on loopback between a source and a bucket, none of whose data is in the contract. */
export type Stage = {
  readonly platform: LoanPlatform;
  /** The id of an application by its place in the source's list. */
  readonly idOf: (nth: number) => string;
  /** What spoils the source's answers from now on. */
  readonly spoil: (intercept: (request: LoanApiRequest) => LoanApiFault | undefined) => void;
  readonly revokeToken: () => void;
  /** Sets every clock back by so many milliseconds. */
  readonly goBack: (ms: number) => void;
  /** Makes one call of a sync and keeps its state. */
  readonly sync: () => Promise<void>;
  /** Makes the call that an event of the contract asks for, with the stage's own source, state and bucket. */
  readonly invoke: (event: ContractEvent) => Promise<Exchange>;
  readonly close: () => Promise<void>;
};

/** An event of the contract, of which only what a stage replaces is named. */
export type ContractEvent = { readonly state?: Json; readonly bucket?: string; readonly file?: string };

/** What really crossed, as text. */
export type Exchange = {
  readonly event: string;
  readonly invocation: Invocation;
  /** The object that was stored, if one was to be. */
  readonly object: string | null;
};

export type CreateHandler = typeof createHandler;

export async function openStage(create: CreateHandler): Promise<Stage> {
  // The source's past ends here, so that a sync of yesterday has read all of it.
  let backMs = 2 * 86_400_000;
  let token = 'token-of-the-stage';
  let intercept: (request: LoanApiRequest) => LoanApiFault | undefined = () => undefined;
  let s3: LocalS3 | null = null;
  let state: Json | undefined;

  const now = (): number => Date.now() - backMs;
  const platform = createLoanPlatform({ seed: 23, applications: 40, advisors: 5, now, historyDays: 90 });
  backMs = 0;
  const api = await startLoanApi({ platform, token, intercept: (request) => intercept(request) });
  const handler = create('loans', {
    ...environment,
    now,
    sleep: () => Promise.resolve(),
    putObject: async (object, body, signal) => createPutObject((await bucket()).config)(object, body, signal),
    log: () => undefined,
  });
  const invoke = invokeHandler(handler, now);
  const bucket = async (): Promise<LocalS3> => (s3 ??= await startLocalS3());
  const secrets = (): object => ({ baseUrl: api.url, apiToken: token });

  return {
    platform,
    idOf: (nth) => {
      const id = platform.tables().loan_applications[nth]?.['id'];
      if (typeof id !== 'string') throw new RangeError(`there is no application ${nth}`);
      return id;
    },
    spoil: (spoiling) => {
      intercept = spoiling;
    },
    revokeToken: () => {
      token = 'token-that-was-revoked';
    },
    goBack: (ms) => {
      backMs = ms;
    },
    sync: async () => {
      const invocation = await invoke(JSON.stringify({ state: state ?? {}, secrets: secrets(), customPayload: { pageSize: '4' } }));
      if (invocation.kind === 'error') throw new Error(`${invocation.errorType} : ${invocation.errorMessage}`);
      const answer = parseJson(invocation.text);
      if (isJsonObject(answer)) state = answer['state'];
    },
    invoke: async (given) => {
      const toStore = given.file === undefined ? {} : { bucket: (await bucket()).bucket };
      const event = JSON.stringify({ ...given, ...(state === undefined ? {} : { state }), secrets: secrets(), ...toStore });
      const invocation = await invoke(event);
      return { event, invocation, object: given.file === undefined ? null : await (await bucket()).read(given.file) };
    },
    close: async () => {
      await api.close();
      await s3?.close();
    },
  };
}
