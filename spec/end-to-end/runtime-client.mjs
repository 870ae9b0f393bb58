// A runtime client of a few lines, in place of AWS's, which has to be compiled: it asks for events, and posts what comes of them.
import { join } from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';

const { AWS_LAMBDA_RUNTIME_API: api, LAMBDA_TASK_ROOT: taskRoot = '', _HANDLER: name = '' } = process.env;
const base = `http://${api}/2018-06-01/runtime`;
const [file, exported] = name.split('.');
const module = await import(pathToFileURL(join(taskRoot, `${file}.mjs`)).href);
const handler = module[exported];
if (handler === undefined) {
  await post(`${base}/init/error`, { errorType: 'Runtime.HandlerNotFound', errorMessage: `${name} is undefined or not exported` });
  process.exit(1);
}
for (;;) {
  const next = await globalThis.fetch(`${base}/invocation/next`);
  const call = `${base}/invocation/${next.headers.get('lambda-runtime-aws-request-id')}`;
  const deadlineMs = Number(next.headers.get('lambda-runtime-deadline-ms'));
  try {
    const answer = await handler(await next.json(), { getRemainingTimeInMillis: () => deadlineMs - Date.now() });
    await post(`${call}/response`, answer);
  } catch (error) {
    await post(`${call}/error`, { errorType: error.name, errorMessage: error.message, trace: [] });
  }
}

async function post(url, body) {
  await globalThis.fetch(url, { method: 'POST', body: JSON.stringify(body) });
}
