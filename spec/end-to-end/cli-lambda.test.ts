import assert from 'node:assert/strict';
import { after, before, test, type TestContext } from 'node:test';
import { startInvokeApi, type ApiError, type InvokeApiOptions, type LambdaFunction } from '../../scripts/lambda/invoke-api.ts';
import { invokeHandler, type InvokedHandler } from '../../src/emulator/invoke.ts';
import { environment } from '../../src/hosts/environment.ts';
import { createHandler } from '../../src/hosts/lambda.ts';
import { cliStage, endOf, startProcess, token, type CliStage, type Ended } from './cli-stage.ts';

/** What AWS's SDK reads: keys of nobody, and no look at files or at the machine it runs on. */
const credentials = {
  AWS_ACCESS_KEY_ID: 'AKIDOFTHETEST',
  AWS_SECRET_ACCESS_KEY: 'key-that-nobody-may-read',
  AWS_REGION: 'eu-west-1',
  AWS_CONFIG_FILE: '/dev/null',
  AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
  AWS_EC2_METADATA_DISABLED: 'true',
};
const earlier = Object.fromEntries(Object.keys(credentials).map((name) => [name, process.env[name]]));
before(() => {
  Object.assign(process.env, credentials);
});
after(() => {
  for (const [name, value] of Object.entries(earlier)) {
    if (value === undefined) Reflect.deleteProperty(process.env, name);
    else process.env[name] = value;
  }
});

test('A deployed function is synced into the warehouse, and synced again from its state, as Fivetran would', async (context) => {
  const { stage, deployed, api } = await deploy(context, { qualifiers: ['live'] });
  const first = await deployed(['sync', '--qualifier', 'live', '--payload', 'settleSeconds=0']);
  assert.equal(first.code, 0, first.errors);
  assert.match(first.output, /^Sync \S+ of loans, by the Lambda function connector, into /);
  assert.match(first.output, /│ loan_applications +│ +40 │ +0 │ +40 │/);
  assert.match(first.errors, /up to the function's own timeout/);
  const calls = api.calls();
  assert.ok(calls >= 3, `${calls} calls`);

  const left = await stage.run(['state', '--warehouse', stage.warehouse]);
  const second = await deployed(['sync', '--json', '--payload', 'settleSeconds=0']);
  assert.equal(second.code, 0, second.errors);
  const lines = second.output.trim().split('\n').map((line) => JSON.parse(line) as Record<string, unknown>);
  assert.partialDeepStrictEqual(lines[0], { type: 'call', call: 1, stateIn: JSON.parse(left.output) as object, asks: { pages: [], others: 0 } });
  assert.equal(api.calls(), calls + lines.length - 1);
});

test('A deployed function passes the setup test, and a trace of it shows what can be seen', async (context) => {
  const { deployed } = await deploy(context);
  const { code, output } = await deployed(['check', '--region', 'eu-central-1']);
  assert.equal(code, 0);
  assert.match(output, /^Setup test of loans by the Lambda function connector: /);
  assert.match(output, /requests {2}to the source by the deployed function/);
  assert.match(output, /Passed: /);
  const traced = await deployed(['sync', '--trace', '--max-calls', '2']);
  assert.match(traced.output, /^ {3}1 {2}\{\} .* true$/m);
});

test('An error of the function is shown as Fivetran would, and nothing of the call is stored', async (context) => {
  const { deployed, stage } = await deploy(context);
  const wrong = await stage.write('wrong.json', JSON.stringify({ baseUrl: stage.api.url, apiToken: 'another-token' }));
  const checked = await deployed(['check', '--secrets', wrong]);
  assert.equal(checked.code, 3);
  assert.match(checked.errors, /Unable to access Lambda function: AUTHENTICATION : GET .* 401 came/);
  const synced = await deployed(['sync', '--secrets', wrong]);
  assert.equal(synced.code, 3);
  assert.match(synced.errors, /which Fivetran would show as:\n {2}AUTHENTICATION : GET/);
  const settings = await deployed(['sync', '--payload', 'attempts=many']);
  assert.equal(settings.code, 2);
  assert.match(settings.errors, /SETTINGS : customPayload\.attempts: /);
});

/** What Lambda says of a function that gave no answer of its own, and what the command line makes of it. */
const failures: readonly { readonly what: string; readonly result: Awaited<ReturnType<LambdaFunction>>; readonly code: number; readonly says: RegExp }[] = [
  {
    what: 'ran out of time',
    result: { functionError: 'Unhandled', payload: '{"errorType":"Sandbox.Timedout","errorMessage":"RequestId: 1 Error: Task timed out after 3.00 seconds"}' },
    code: 3,
    says: /Sandbox\.Timedout : RequestId: 1 Error: Task timed out after 3\.00 seconds/,
  },
  {
    what: 'ran out of time, in the older form without a type',
    result: { functionError: 'Unhandled', payload: '{"errorMessage":"2026-01-31T08:00:00Z 1 Task timed out after 3.00 seconds"}' },
    code: 3,
    says: /Unhandled : 2026-01-31T08:00:00Z 1 Task timed out/,
  },
  { what: 'failed in words that are no JSON', result: { functionError: 'Unhandled', payload: 'it broke' }, code: 3, says: /Unhandled : it broke/ },
  { what: 'answered null', result: { payload: 'null' }, code: 4, says: /breaks a rule[\s\S]*answer-is-an-object/ },
  { what: 'answered nothing', result: { payload: '' }, code: 4, says: /the answer is not JSON: 0 characters/ },
  { what: 'answered a page of HTML', result: { payload: '<html>' }, code: 4, says: /the answer is not JSON: 6 characters/ },
  { what: 'returned an error instead of throwing it', result: { payload: '{"errorType":"Odd","errorMessage":"no"}' }, code: 3, says: /Odd : no/ },
];
for (const { what, result, code, says } of failures) {
  test(`A function that ${what} is told so`, async (context) => {
    const { deployed } = await deploy(context, { functions: { connector: () => Promise.resolve(result) } });
    const synced = await deployed(['sync']);
    assert.equal(synced.code, code);
    assert.match(synced.errors, says);
    assert.doesNotMatch(synced.errors, stackLine);
  });
}

/** What AWS refuses, and the words that say what to do. */
const refusals: readonly { readonly error: ApiError; readonly code: number; readonly says: RegExp }[] = [
  {
    error: { status: 403, type: 'AccessDeniedException', message: 'User: arn:aws:iam::123456789012:user/ann is not authorized to perform: lambda:InvokeFunction' },
    code: 2,
    says: /your AWS credentials may not call connector: they need lambda:InvokeFunction on it\.\n {2}AccessDeniedException: User: arn/,
  },
  { error: { status: 403, type: 'ExpiredTokenException', message: 'The security token included in the request is expired' }, code: 2, says: /have expired: log in again/ },
  { error: { status: 403, type: 'InvalidSignatureException', message: 'Signature expired' }, code: 2, says: /AWS does not accept your credentials/ },
  { error: { status: 429, type: 'TooManyRequestsException', message: 'Rate Exceeded.' }, code: 3, says: /called too often at once: try again later/ },
  { error: { status: 409, type: 'ResourceConflictException', message: 'The function is currently in the following state: Pending' }, code: 3, says: /is not ready: it is being deployed/ },
  { error: { status: 400, type: 'InvalidParameterValueException', message: 'no' }, code: 2, says: /see --function and --qualifier/ },
  { error: { status: 502, type: 'EC2UnexpectedException', message: 'no' }, code: 3, says: /AWS refused to call connector, with status 502/ },
  { error: { status: 400, type: 'KMSDisabledException', message: 'The key is disabled' }, code: 2, says: /with status 400\.\n {2}KMSDisabledException: The key is disabled/ },
];
for (const { error, code, says } of refusals) {
  test(`${error.type} of AWS is explained, and is no fault of the program`, async (context) => {
    const { deployed } = await deploy(context, { refuse: () => error });
    const [synced, checked] = await Promise.all([deployed(['sync']), deployed(['check', '--json'])]);
    assert.equal(synced.code, code, synced.errors);
    assert.match(synced.errors, says);
    assert.doesNotMatch(synced.errors, stackLine);
    assert.equal(checked.code, code);
    assert.partialDeepStrictEqual(JSON.parse(checked.output), { passed: false, kind: 'invocation', code: error.type });
  });
}

test('A function, a version or keys that are not there are told apart', async (context) => {
  const { deployed } = await deploy(context, { accessKeyId: credentials.AWS_ACCESS_KEY_ID });
  const nameless = await deployed(['sync', '--function', 'conector', '--region', 'eu-west-1']);
  assert.equal(nameless.code, 2);
  assert.match(nameless.errors, /there is no function conector in eu-west-1: correct --function, or say with --region where it is/);
  const unknown = await deployed(['check', '--qualifier', 'live']);
  assert.match(unknown.errors, /no function connector:live: correct --function or --qualifier/);
  process.env['AWS_ACCESS_KEY_ID'] = 'AKIDOFANOTHER';
  context.after(() => {
    process.env['AWS_ACCESS_KEY_ID'] = credentials.AWS_ACCESS_KEY_ID;
  });
  const other = await deployed(['check']);
  assert.equal(other.code, 2);
  assert.match(other.errors, /AWS does not accept your credentials/);
});

test('An endpoint that is not there, or hangs up, is told so', async (context) => {
  const { deployed, api } = await deploy(context, { refuse: () => 'hang up' });
  const broken = await deployed(['sync']);
  assert.equal(broken.code, 3);
  assert.match(broken.errors, /the connection broke before connector answered\. The call may still have run/);
  await api.close();
  const gone = await deployed(['sync']);
  assert.equal(gone.code, 3);
  assert.match(gone.errors, /http:\/\/127\.0\.0\.1:\d+ can't be reached: see the network, --endpoint/);
  assert.doesNotMatch(gone.errors, stackLine);
});

test('Without keys or a region the command says which is missing, in a process of its own', async (context) => {
  const { stage, api } = await deploy(context);
  const args = ['check', '--secrets', stage.secrets, '--function', 'connector', '--endpoint', api.url];
  const unset = ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_PROFILE', 'AWS_SESSION_TOKEN'].map((name) => `-u ${name}`).join(' ');
  const [keyless, regionless] = await Promise.all([
    endOf(startProcess(args, `exec env ${unset} "$@"`)),
    endOf(startProcess(args, 'exec env -u AWS_REGION -u AWS_DEFAULT_REGION "$@"')),
  ]);
  assert.equal(keyless.code, 2);
  assert.match(keyless.errors, /could not be called: there are no AWS credentials: set AWS_PROFILE/);
  assert.equal(regionless.code, 2);
  assert.match(regionless.errors, /no AWS region is set: say with --region/);
  for (const { errors } of [keyless, regionless]) assert.doesNotMatch(errors, stackLine);
});

/** Slips in the options, and the words for them. */
const slips: readonly (readonly [readonly string[], RegExp])[] = [
  [['--function', ' '], /--function needs the name or the ARN/],
  [['--endpoint', 'http://lambda.example'], /--endpoint http:\/\/lambda\.example: it is not https/],
  [['--endpoint', 'nowhere'], /--endpoint nowhere: it is not a URL/],
  [['--answer-bytes', '5000'], /'--answer-bytes <n>' cannot be used with option '--function <name>'/],
];
test('A slip in the options of a deployed function is answered before anything is called', async (context) => {
  const { stage, api, deployed } = await deploy(context);
  for (const [args, says] of slips) {
    const { code, errors } = await deployed(['sync', ...args]);
    assert.equal(code, 2);
    assert.match(errors, says);
  }
  const stray = await stage.run(['check', '--secrets', stage.secrets, '--region', 'eu-west-1']);
  assert.equal(stray.code, 2);
  assert.match(stray.errors, /--region is about a deployed function: name it with --function NAME/);
  assert.equal(api.calls(), 0);
});

test('Neither a secret of the connection nor a key of AWS is ever printed', async (context) => {
  const echo: LambdaFunction = (event) => Promise.resolve({ functionError: 'Unhandled', payload: JSON.stringify({ errorType: 'Echo', errorMessage: event }) });
  const { deployed } = await deploy(context, { functions: { connector: echo } });
  for (const { output, errors } of [await deployed(['sync']), await deployed(['check']), await deployed(['sync', '--json'])]) {
    assert.match(`${output}${errors}`, /\[secret\]/);
    assert.doesNotMatch(`${output}${errors}`, new RegExp(`${token}|${credentials.AWS_SECRET_ACCESS_KEY}`));
  }
});

const stackLine = /^\s+at /m;

/** A loan API, Lambda's Invoke API before the real handler, and the command line with `--function connector`. */
async function deploy(context: TestContext, given: Partial<InvokeApiOptions> = {}) {
  const stage: CliStage = await cliStage(context);
  // Small answers, so that a sync takes some calls.
  const handler = createHandler('loans', { ...environment, answerBytesMax: 14_000, log: () => undefined });
  const api = await startInvokeApi({ functions: { connector: lambdaOf(handler) }, ...given });
  context.after(() => api.close().catch(() => undefined));
  const deployed = ([command = '', ...args]: readonly string[]): Promise<Ended> => {
    const where = args.includes('--function') ? [] : ['--function', 'connector'];
    const address = args.includes('--endpoint') ? [] : ['--endpoint', api.url];
    const secrets = args.includes('--secrets') ? [] : ['--secrets', stage.secrets];
    const more = command === 'sync' ? ['--warehouse', stage.warehouse, '--payload', 'pageSize=10'] : [];
    return stage.run([command, ...where, ...address, ...secrets, ...more, ...args]);
  };
  return { stage, api, deployed };
}

/** A handler behind Lambda's API: an error becomes a payload that says it is one. */
function lambdaOf(handler: InvokedHandler): LambdaFunction {
  const invoke = invokeHandler(handler);
  return async (event) => {
    const invocation = await invoke(event);
    if (invocation.kind === 'answer') return { payload: invocation.text };
    const { errorType, errorMessage } = invocation;
    return { functionError: 'Unhandled', payload: JSON.stringify({ errorType, errorMessage, trace: [] }) };
  };
}
