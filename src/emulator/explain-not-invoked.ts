import type { LambdaTarget } from './invoke-lambda.ts';
import { NotInvoked } from './not-invoked.ts';

/** Says why a deployed function could not be called and what to do. An error that is not AWS's or the network's is returned as it is. */
export function explainNotInvoked(error: unknown, target: LambdaTarget): unknown {
  if (!(error instanceof Error)) return error;
  const known = reasons.find(({ names, says }) => names.includes(error.name) || names.includes(codeOf(error)) || says?.test(error.message) === true);
  if (known !== undefined) {
    return new NotInvoked(error.name === 'Error' ? codeOf(error) : error.name, known.temporary ?? false, `${known.explain(target)}${saidBy(error)}`);
  }
  const status = statusOf(error);
  if (status === null) return error;
  return new NotInvoked(error.name, status >= 500, `AWS refused to call ${named(target)}, with status ${status}.${saidBy(error)}`);
}

type Reason = {
  /** AWS's names for the error, and Node's codes. */
  readonly names: readonly string[];
  /** What the message says, where the error has no name of its own. */
  readonly says?: RegExp;
  readonly temporary?: true;
  readonly explain: (target: LambdaTarget) => string;
};

const reasons: readonly Reason[] = [
  {
    names: ['ResourceNotFoundException'],
    explain: (target) => `there is no function ${named(target)}: correct --function${target.qualifier === undefined ? '' : ' or --qualifier'}, or say with --region where it is.`,
  },
  {
    names: ['AccessDeniedException', 'AccessDenied'],
    explain: (target) => `your AWS credentials may not call ${named(target)}: they need lambda:InvokeFunction on it.`,
  },
  {
    names: ['CredentialsProviderError', 'TokenProviderError'],
    explain: () => 'there are no AWS credentials: set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or log in with `aws sso login`.',
  },
  {
    names: ['UnrecognizedClientException', 'InvalidSignatureException', 'InvalidClientTokenId', 'IncompleteSignature', 'MissingAuthenticationTokenException'],
    explain: () => 'AWS does not accept your credentials: they are wrong, or of another account or partition.',
  },
  {
    names: ['ExpiredTokenException', 'ExpiredToken'],
    explain: () => 'your AWS credentials have expired: log in again, for example with `aws sso login`.',
  },
  {
    names: [],
    says: /^Region is missing/,
    explain: () => 'no AWS region is set: say with --region where the function is, or set AWS_REGION.',
  },
  {
    names: ['TooManyRequestsException', 'ThrottlingException'],
    temporary: true,
    explain: (target) => `${named(target)} is called too often at once: try again later, or see its reserved concurrency.`,
  },
  {
    names: ['ResourceConflictException', 'ResourceNotReadyException'],
    temporary: true,
    explain: (target) => `${named(target)} is not ready: it is being deployed, or its last deployment failed.`,
  },
  {
    names: ['RequestTooLargeException', 'RequestEntityTooLargeException'],
    explain: (target) => `the event is too large for ${named(target)}.`,
  },
  {
    names: ['InvalidParameterValueException', 'ValidationException', 'InvalidRequestContentException'],
    explain: (target) => `AWS does not understand the call of ${named(target)}: see --function and --qualifier.`,
  },
  {
    names: ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'ENETUNREACH', 'EHOSTUNREACH', 'CERT_HAS_EXPIRED', 'DEPTH_ZERO_SELF_SIGNED_CERT'],
    temporary: true,
    explain: ({ endpoint }) => `${endpoint ?? "Lambda's API"} can't be reached: see the network${endpoint === undefined ? ', --region' : ', --endpoint'} and proxies.`,
  },
  {
    names: ['TimeoutError', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT'],
    temporary: true,
    explain: (target) => `the connection broke before ${named(target)} answered. The call may still have run; its answer is lost, and the next sync asks again.`,
  },
];

function named({ functionName, qualifier, region }: LambdaTarget): string {
  return `${functionName}${qualifier === undefined ? '' : `:${qualifier}`}${region === undefined ? '' : ` in ${region}`}`;
}

/** AWS's own sentence; nothing where it has none. */
function saidBy(error: Error): string {
  const said = error.message.trim().split('\n', 1)[0] ?? '';
  return said === '' || said === 'UnknownError' ? '' : `\n  ${error.name}: ${said}`;
}

function codeOf(error: Error): string {
  return 'code' in error && typeof error.code === 'string' ? error.code : 'Error';
}

/** The HTTP status that an error of AWS's SDK carries. */
function statusOf(error: Error): number | null {
  if (!('$metadata' in error)) return null;
  const { $metadata: metadata } = error;
  if (typeof metadata !== 'object' || metadata === null || !('httpStatusCode' in metadata)) return null;
  return typeof metadata.httpStatusCode === 'number' ? metadata.httpStatusCode : null;
}
