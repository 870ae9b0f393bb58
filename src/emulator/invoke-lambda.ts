import { isJsonObject, type Json } from '../core/json.ts';
import { parseJson } from '../edge/json.ts';
import { explainNotInvoked } from './explain-not-invoked.ts';
import type { Invocation, Invoke } from './invoke.ts';
import { invocationMsMax } from './rules/limits.ts';

/** A function that is deployed on AWS Lambda. */
export type LambdaTarget = {
  /** Its name, or its ARN. */
  readonly functionName: string;
  /** A version or an alias; `$LATEST` where it is left out. */
  readonly qualifier?: string;
  /** Where it is left out, that of the environment or of the AWS profile. */
  readonly region?: string;
  /** Another address of Lambda's API than AWS's own. */
  readonly endpoint?: string;
};

/** What an answer may need beyond the function's longest run, to be started and to travel, in milliseconds. */
const travelMsMax = 60_000;

/** How long a connection to AWS may take, in milliseconds. */
const connectMsMax = 10_000;

/**
 * Calls a deployed function as Fivetran does, with the credentials of the environment or of the AWS profile. AWS's SDK is
 * loaded at the first call. Rejects with `NotInvoked` where the function could not be called.
 */
export function invokeLambda(target: LambdaTarget): Invoke {
  let send: Promise<Send> | null = null;
  return async (event) => {
    send ??= createSend(target);
    try {
      return readInvocation(await (await send)(event));
    } catch (error) {
      throw explainNotInvoked(error, target);
    }
  };
}

type Send = (event: string) => Promise<Sent>;

/** A payload, and the kind of error where it tells of one. */
type Sent = { readonly text: string; readonly functionError: string | undefined };

async function createSend({ functionName, qualifier, region, endpoint }: LambdaTarget): Promise<Send> {
  const { InvokeCommand, LambdaClient } = await import('@aws-sdk/client-lambda');
  const client = new LambdaClient({
    ...(region === undefined ? {} : { region }),
    ...(endpoint === undefined ? {} : { endpoint }),
    requestHandler: { requestTimeout: invocationMsMax + travelMsMax, connectionTimeout: connectMsMax, throwOnRequestTimeout: true },
  });
  return async (event) => {
    const { Payload, FunctionError } = await client.send(
      new InvokeCommand({
        FunctionName: functionName,
        Payload: Buffer.from(event),
        ...(qualifier === undefined ? {} : { Qualifier: qualifier }),
      }),
    );
    return { text: Buffer.from(Payload ?? []).toString(), functionError: FunctionError };
  };
}

/** How much of an error that is no JSON is shown, in characters. */
const shownMax = 200;

/** An error comes as `{errorType, errorMessage}`; one that Lambda itself reports may lack its type. */
function readInvocation({ text, functionError }: Sent): Invocation {
  if (functionError === undefined) return { kind: 'answer', text };
  const json = parsed(text);
  const { errorType, errorMessage } = isJsonObject(json) ? json : {};
  return {
    kind: 'error',
    errorType: typeof errorType === 'string' ? errorType : functionError,
    errorMessage: typeof errorMessage === 'string' ? errorMessage : text.slice(0, shownMax),
  };
}

function parsed(text: string): Json {
  try {
    return parseJson(text);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
