import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** The flat list's server, running. */
export type FlatApi = {
  /** Where a list of so many rows is, whose answers take so many milliseconds. */
  readonly list: (rows: number, delayMs?: number) => string;
  readonly close: () => void;
};

/** Starts the server of `flat-api.ts` in a process of its own. */
export async function startFlatApi(): Promise<FlatApi> {
  const child = fork(fileURLToPath(new URL('flat-api.ts', import.meta.url)), { execArgv: ['--import', 'tsx'] });
  const [port] = (await once(child, 'message')) as [number];
  return {
    list: (rows, delayMs = 0) => `http://127.0.0.1:${port}/${rows}/${delayMs}`,
    close: () => {
      child.disconnect();
    },
  };
}
