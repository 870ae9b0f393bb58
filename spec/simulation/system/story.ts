import type { JsonObject } from '../../../src/core/json.ts';
import { createTrace, type Trace, type TracedAsk, type TracedRows } from '../../../src/emulator/trace.ts';
import { countRows } from '../../../src/protocol/answer.ts';
import { loans } from '../../../src/sources/loans.ts';
import { printPut } from './bucket.ts';
import { printManner } from './command.ts';
import type { CallEnded, Happening, History } from './history.ts';
import type { Verdict } from './judge.ts';
import type { LoanRequest } from './loan-api.ts';
import { traceRow } from './trace-row.ts';
import { printFate } from './turn.ts';

/** A history as the text table of a sync, one line per call with what happened before it, and the verdict with its evidence. */
export function tellStory(history: History, verdict: Verdict): string {
  const told = verdict.kind === 'broken' ? history.slice(0, verdict.happened) : history;
  const teller = new Teller(history[0]?.at ?? 0);
  return [...told.flatMap((happening) => teller.tell(happening)), ...printVerdict(told, verdict)].join('\n');
}

function printVerdict(told: History, verdict: Verdict): string[] {
  if (verdict.kind === 'kept') return ['Every law was kept.'];
  const { law, says, row, call } = verdict;
  const trace = row === null ? [] : ['What became of it:', ...traceRow(told, row.table, row.key).map((line) => `  ${line}`)];
  return [`Broken${call === null ? '' : ` at call ${call}`}: ${law}`, `  ${says}`, ...trace];
}

/** What a call did so far. */
type Begun = { readonly stateIn: JsonObject; readonly pages: TracedAsk[]; others: number };

class Teller {
  readonly #begins: number;
  readonly #trace: Trace = createTrace({ streams: Object.keys(loans.catalog.streams), tables: Object.keys(loans.catalog.tables) });
  readonly #calls = new Map<number, Begun>();

  constructor(begins: number) {
    this.#begins = begins;
  }

  tell(happening: Happening): string[] {
    switch (happening.kind) {
      case 'called':
        this.#calls.set(happening.call, { stateIn: happening.state, pages: [], others: 0 });
        return [];
      case 'requested':
        this.#ask(happening.call, happening.request);
        if (happening.turn.fate.kind === 'answered') return [];
        return [this.#aside(happening.at, `${printRequest(happening.request)}, call ${happening.call}: ${printFate(happening.turn.fate)}`)];
      case 'put':
        if (happening.fate.kind === 'stored') return [];
        return [this.#aside(happening.at, `the object of call ${happening.call}, ${happening.bytes} bytes: ${printPut(happening.fate)}`)];
      case 'ended':
        return [this.#line(happening)];
      case 'sync began':
        return [this.#aside(happening.at, `sync ${happening.sync} begins`), ...(happening.sync === 1 ? [this.#trace.head()] : [])];
      default: {
        const says = sayOf(happening);
        return says === null ? [] : [this.#aside(happening.at, says)];
      }
    }
  }

  #ask(call: number, request: LoanRequest): void {
    const begun = this.#calls.get(call);
    if (begun === undefined) return;
    if (request.kind === 'list') begun.pages.push({ stream: streamOf[request.list], page: request.page });
    else begun.others += 1;
  }

  #line({ call, end, milliseconds }: CallEnded): string {
    const { stateIn, pages, others } = this.#calls.get(call) ?? { stateIn: {}, pages: [], others: 0 };
    const begun = { nth: call, stateIn, asks: { pages, others }, milliseconds };
    if (end.kind !== 'answer') return this.#trace.failure({ ...begun, error: end.kind === 'died' ? end.why : end.message });
    const { state, hasMore } = end.answer;
    return this.#trace.line({ ...begun, rows: countPerTable(end.answer), bytes: end.bytes, stateOut: state, hasMore });
  }

  #aside(at: number, says: string): string {
    return `      ${((at - this.#begins) / 1_000).toFixed(3)} s: ${says}`;
  }
}

const streamOf = { applications: 'loan_applications', deleted: 'deleted_loan_applications' } as const;

function sayOf(happening: Happening): string | null {
  switch (happening.kind) {
    case 'committed':
      return `${happening.commit.says}${happening.lateMs === 0 ? '' : `, stamped ${happening.lateMs} ms before its commit`}`;
    case 'told':
      return happening.says;
    case 'disturbed':
      return printManner(happening.manner);
    case 'sync ended':
      return `sync ${happening.sync} ends: ${happening.why}`;
    case 'loaded':
      return countRows(happening.answer) === 0 ? null : `the answer of call ${happening.call} is loaded`;
    case 'reset':
      return `the connection is re-synced from the beginning, its tables ${happening.tables}`;
    case 'rested':
      return 'all is at rest';
    default:
      return null;
  }
}

function printRequest(request: LoanRequest): string {
  switch (request.kind) {
    case 'list':
      return `page ${request.page} of ${streamOf[request.list]}`;
    case 'applicants':
      return `applicants of ${request.id}`;
    case 'unknown':
      return 'an unknown path';
  }
}

function countPerTable({ insert, delete: deleted }: Extract<CallEnded['end'], { kind: 'answer' }>['answer']): Record<string, TracedRows> {
  const tables = new Set([...Object.keys(insert), ...Object.keys(deleted)]);
  return Object.fromEntries([...tables].map((table) => [table, { inserted: insert[table]?.length ?? 0, deleted: deleted[table]?.length ?? 0 }]));
}
