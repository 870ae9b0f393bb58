import { Option, type Command } from 'commander';
import { baseUrl } from '../edge/settings.ts';
import type { LambdaTarget } from '../emulator/invoke-lambda.ts';
import { UsageError } from './usage-error.ts';

/** What the options say about a deployed function; none of them where the source's function runs in this process. */
export type LambdaOptions = {
  readonly function?: string;
  readonly qualifier?: string;
  readonly region?: string;
  readonly endpoint?: string;
};

/** Adds the options that call a deployed function instead of the one in this repository. */
export function addLambdaOptions(command: Command): Command {
  return command
    .addOption(new Option('--function <name>', 'call this Lambda function on AWS, as Fivetran will, with your own AWS credentials'))
    .option('--region <region>', "with --function: its region; that of AWS_REGION or your AWS profile unless given")
    .option('--qualifier <name>', 'with --function: its version or alias')
    .option('--endpoint <url>', "with --function: another address of Lambda's API than AWS's own");
}

/** The function that the options name; null where they name none. Throws `UsageError`. */
export function readLambdaTarget({ function: functionName, qualifier, region, endpoint }: LambdaOptions): LambdaTarget | null {
  if (functionName === undefined) {
    const stray = Object.entries({ qualifier, region, endpoint }).find(([, value]) => value !== undefined);
    if (stray !== undefined) throw new UsageError(`--${stray[0]} is about a deployed function: name it with --function NAME`);
    return null;
  }
  if (functionName.trim() === '') throw new UsageError('--function needs the name or the ARN of a Lambda function');
  if (endpoint !== undefined) checkEndpoint(endpoint);
  return {
    functionName,
    ...(qualifier === undefined ? {} : { qualifier }),
    ...(region === undefined ? {} : { region }),
    ...(endpoint === undefined ? {} : { endpoint }),
  };
}

/** The event carries the connection's secrets, so it goes where they may go. */
function checkEndpoint(endpoint: string): void {
  const { error } = baseUrl.safeParse(endpoint);
  if (error !== undefined) throw new UsageError(`--endpoint ${endpoint}: ${error.issues[0]?.message ?? 'it is no URL'}`);
}
