import type { TestContext } from 'node:test';
import type { JsonObject } from '../../../src/core/json.ts';
import { environment } from '../../../src/hosts/environment.ts';
import { createHandler } from '../../../src/hosts/lambda.ts';
import type { Answer } from '../../../src/protocol/answer.ts';
import { localApi, type Answering, type Asked } from './local-api.ts';

export type Issue = JsonObject & { readonly id: number; readonly updated_at: string };

type Given = {
  readonly issues: readonly Issue[];
  /** Whether the time that `since` names counts itself; GitHub's words leave it open. */
  readonly sinceIncludes?: boolean;
  /** Answers in the place of the list, where it answers at all. */
  readonly instead?: (asked: Asked, nth: number) => ReturnType<Answering> | undefined;
};

/** The repository `an-owner/a-repo` at an API on loopback that lists issues as GitHub documents it, and the handler that reads it. */
export async function localGithub(context: TestContext, { issues, sinceIncludes = true, instead = () => undefined }: Given) {
  const clock = { now: Date.UTC(2026, 0, 31, 12) };
  const github = { issues: [...issues] };
  let nth = 0;
  const api = await localApi(context, (asked) => {
    nth += 1;
    const date = new Date(clock.now).toUTCString();
    const other = instead(asked, nth);
    if (other !== undefined) return { ...other, headers: { date, ...other.headers } };
    const { path, query } = asked;
    if (path !== '/repos/an-owner/a-repo/issues' || query.get('state') !== 'all' || query.get('sort') !== 'updated') return { status: 404, headers: { date } };
    if (query.get('direction') !== 'asc') return { status: 404, headers: { date } };
    const since = query.get('since') ?? '';
    const found = github.issues
      .filter(({ updated_at: at }) => (sinceIncludes ? at >= since : at > since))
      .toSorted((one, other) => one.updated_at.localeCompare(other.updated_at) || one.id - other.id);
    const size = Math.min(100, Number(query.get('per_page') ?? '30'));
    const page = Number(query.get('page') ?? '1');
    if (page * size > 10_000) return { status: 422, headers: { date } };
    return { body: found.slice((page - 1) * size, page * size), headers: { date } };
  });
  const waits: number[] = [];
  const log: Readonly<Record<string, unknown>>[] = [];
  const handler = createHandler('github-issues', {
    ...environment,
    now: () => clock.now,
    sleep: (ms) => {
      waits.push(ms);
      clock.now += ms;
      return Promise.resolve();
    },
    log: (line) => log.push(line),
  });
  const call = async (event: { state?: unknown; secrets?: object; customPayload?: object } = {}): Promise<Answer> => {
    const customPayload = { owner: 'an-owner', repository: 'a-repo', baseUrl: api.url, ...event.customPayload };
    const answer = await handler({ state: {}, secrets: {}, ...event, customPayload });
    if (!('insert' in answer)) throw new Error('the rows went through S3');
    return answer;
  };
  return { ...api, github, clock, waits, log, call };
}

/** An issue that its author and an assignee changed last at a second of 30 January 2026. */
export function issue(id: number, second: number, more: JsonObject = {}): Issue {
  const at = new Date(Date.UTC(2026, 0, 30) + second * 1_000).toISOString().replace('.000Z', 'Z');
  const author = { id: 1, login: 'an-author' };
  return { id, number: id, title: `issue ${id}`, state: 'open', created_at: '2026-01-29T00:00:00Z', updated_at: at, user: author, assignees: [], ...more };
}
