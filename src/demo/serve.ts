import { parseArgs } from 'node:util';
import { startLoanApi } from './loan-platform/loan-api.ts';
import { createLoanPlatform } from './loan-platform/loan-platform.ts';

const usage = 'npm run api [-- --port N]: serves the loan API of the demo on loopback until Ctrl-C, with an edit every second';
const token = 'demo-token-of-the-local-loan-api';
const portDefault = '8181';
const editEveryMs = 1_000;

const port = readPort();
if (port !== undefined) await serve(port);

/** Undefined where the command line was wrong or asked for help, which is answered then. */
function readPort(): number | undefined {
  try {
    const { values } = parseArgs({ options: { port: { type: 'string', default: portDefault }, help: { type: 'boolean', short: 'h', default: false } } });
    if (values.help) {
      console.log(usage);
      return undefined;
    }
    if (/^\d{1,5}$/.test(values.port) && Number(values.port) <= 65_535) return Number(values.port);
    console.error(`--port: '${values.port}' is no port, which is a number from 0 (any free one) to 65535`);
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n${usage}`);
  }
  process.exitCode = 2;
  return undefined;
}

async function serve(port: number): Promise<void> {
  const platform = createLoanPlatform({ seed: 20_260_101, applications: 5_000, advisors: 60, now: Date.now });
  const api = await startLoanApi({ platform, token, port }).catch((error: unknown) => {
    console.error(`port ${String(port)} can't be listened on: ${error instanceof Error ? error.message : String(error)}. Name another one: npm run api -- --port N`);
    process.exitCode = 2;
  });
  if (api === undefined) return;
  const editing = setInterval(() => platform.edit(), editEveryMs);
  process.once('SIGINT', () => {
    clearInterval(editing);
    void api.close();
  });
  console.log(`A loan API with 5,000 applications is at ${api.url}, and is edited once a second; Ctrl-C ends it.
Its secrets, for another terminal:
  echo '{"baseUrl": "${api.url}", "apiToken": "${token}"}' > secrets.json && chmod 600 secrets.json
  npm run connector -- check --secrets secrets.json
  npm run connector -- sync --secrets secrets.json --warehouse own.duckdb`);
}
