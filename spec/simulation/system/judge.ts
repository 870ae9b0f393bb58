import { isJsonObject, type Json } from '../../../src/core/json.ts';
import type { ReadAnswer } from '../../../src/emulator/rules/read-answer.ts';
import { findDifference } from './find-difference.ts';
import { findLoss, findLossOf, type Loss, type Reach } from './find-loss.ts';
import type { Happening, History } from './history.ts';
import { judgeCall, type Misconduct } from './judge-call.ts';
import { judgeSync, type SyncFacts } from './judge-sync.ts';
import { Truth } from './truth.ts';
import { WarehouseModel } from './warehouse-model.ts';
import { worldBegins, type Setup } from './world.ts';

/** What a history comes to. */
export type Verdict =
  | { readonly kind: 'kept' }
  | {
      readonly kind: 'broken';
      readonly law: string;
      readonly says: string;
      /** The row, where the law is about one. */
      readonly row: Pick<Loss, 'table' | 'key' | 'stamp'> | null;
      /** The call whose answer or end broke it; null before the first. */
      readonly call: number | null;
      /** How much of the history had happened. */
      readonly happened: number;
    };

/** Pure: from what happened to a verdict, with the first law that was broken as its evidence. */
export function judge(history: History, setup: Setup, token: string): Verdict {
  const court = new Court(setup, token);
  for (const [nth, happening] of history.entries()) {
    const broken = court.hear(happening);
    if (broken !== null) return { kind: 'broken', row: null, ...broken, call: court.call, happened: nth + 1 };
  }
  return { kind: 'kept' };
}

type Broken = Misconduct & { readonly row?: Pick<Loss, 'table' | 'key' | 'stamp'> };

/** How far each stream is complete; negative infinity before its first window was finished. */
type Cursors = { readonly applications: number; readonly deletions: number };

const nowhere: Cursors = { applications: Number.NEGATIVE_INFINITY, deletions: Number.NEGATIVE_INFINITY };

/** What is known so far of a history that is heard from its beginning. */
class Court {
  call: number | null = null;
  readonly #setup: Setup;
  readonly #token: string;
  readonly #start: number;
  readonly #truth = new Truth();
  readonly #warehouse = new WarehouseModel();
  readonly #cutOff = new Set<number>();
  /** The furthest that any finished window reached since the tables were empty. */
  #reach: Cursors = nowhere;
  /** Those of the state. */
  #cursors: Cursors = nowhere;
  #sync: SyncFacts | null = null;

  constructor(setup: Setup, token: string) {
    this.#setup = setup;
    this.#token = token;
    this.#start = setup.startMinutes === null ? Number.NEGATIVE_INFINITY : worldBegins - setup.startMinutes * 60_000;
  }

  hear(happening: Happening): Broken | null {
    switch (happening.kind) {
      case 'committed':
        this.#truth.commit(happening.commit);
        return null;
      case 'told':
      case 'disturbed':
        return null;
      case 'sync began':
        this.#sync = { ...happening, rows: this.#rowsToRead(), answers: 0, lists: 0 };
        return null;
      case 'sync ended':
        return this.#sync === null ? null : judgeSync(this.#sync, happening.why, this.#setup);
      case 'called':
        this.call = happening.call;
        return null;
      case 'requested': {
        const { request, turn, call } = happening;
        if (turn.fate.kind === 'cut off' && turn.fate.how === 'closed') this.#cutOff.add(call);
        if (this.#sync !== null && request.kind === 'list') this.#sync.lists += 1;
        return null;
      }
      case 'put':
        return null;
      case 'ended':
        this.call = happening.call;
        return judgeCall(happening, this.#token, this.#cutOff.has(happening.call));
      case 'loaded':
        return this.#load(happening);
      case 'stored':
        if (this.#sync !== null) this.#sync.answers += 1;
        this.#cursors = cursorsOf(happening.state);
        return null;
      case 'reset':
        this.#cursors = nowhere;
        if (happening.tables === 'emptied') {
          this.#warehouse.clear();
          this.#reach = nowhere;
        }
        return null;
      case 'rested':
        return lost('At rest the warehouse always equals the source.', findDifference(this.#truth, this.#warehouse, this.#start));
    }
  }

  #load({ call, answer, sourceLatest }: Extract<Happening, { kind: 'loaded' }>): Broken | null {
    this.call = call;
    this.#warehouse.load(answer, call);
    for (const [table, rows] of Object.entries(answer.insert)) {
      const strange = rows.find((row) => !this.#truth.had(table, row));
      if (strange !== undefined) {
        return { law: 'Nothing is ever in the warehouse that the source never had.', says: `${table}: ${JSON.stringify(strange)}` };
      }
    }
    const cursors = cursorsOf(answer.state);
    const broken = this.#judgeCursors(cursors, sourceLatest);
    if (broken !== null) return broken;
    const rose = cursors.applications > this.#reach.applications || cursors.deletions > this.#reach.deletions;
    this.#reach = {
      applications: Math.max(cursors.applications, this.#reach.applications),
      deletions: Math.max(cursors.deletions, this.#reach.deletions),
    };
    return lost(lossLaw, rose ? findLoss(this.#truth, this.#warehouse, this.#fullReach()) : this.#lossAmong(touchedBy(answer)));
  }

  #judgeCursors(cursors: Cursors, sourceLatest: number): Broken | null {
    for (const stream of ['applications', 'deletions'] as const) {
      const [before, after] = [this.#cursors[stream], cursors[stream]];
      if (after < before) return { law: 'A cursor never goes back.', says: `${stream}: from ${printTime(before)} to ${printTime(after)}` };
      if (after > sourceLatest - this.#setup.settleSeconds * 1_000) {
        const says = `${stream}: at ${printTime(after)} while the source's clock shows ${printTime(sourceLatest)}`;
        return { law: "A cursor never comes within settle of the source's clock.", says };
      }
    }
    return null;
  }

  #lossAmong(ids: ReadonlySet<string>): Loss | null {
    for (const id of ids) {
      const loss = findLossOf(id, this.#truth, this.#warehouse, this.#fullReach());
      if (loss !== null) return loss;
    }
    return null;
  }

  #fullReach(): Reach {
    return { start: this.#start, ...this.#reach };
  }

  /** How many rows of each list no finished window has held yet. */
  #rowsToRead(): SyncFacts['rows'] {
    const after = (records: Iterable<{ readonly stamp: number }>, cursor: number): number => {
      let count = 0;
      for (const { stamp } of records) if (stamp >= Math.max(cursor, this.#start)) count += 1;
      return count;
    };
    return {
      applications: after(this.#truth.applications.values(), this.#cursors.applications),
      deletions: after(this.#truth.deletions.values(), this.#cursors.deletions),
      ever: this.#truth.applications.size + this.#truth.deletions.size,
    };
  }
}

const lossLaw = 'A row last changed before the cursor is always in the warehouse in that version, and one deleted before it is always marked.';

function lost(law: string, loss: Loss | null): Broken | null {
  return loss === null ? null : { law, says: `${loss.table} ${loss.key}: ${loss.says}`, row: loss };
}

/** The applications that an answer says anything about. */
function touchedBy({ insert, delete: deleted }: ReadAnswer): ReadonlySet<string> {
  const ids = new Set<string>();
  for (const tables of [insert, deleted]) {
    for (const { id } of tables['loan_applications'] ?? []) if (typeof id === 'string') ids.add(id);
    for (const { loan_application_id: id } of tables['applicants'] ?? []) if (typeof id === 'string') ids.add(id);
  }
  return ids;
}

/** Reads the cursors out of a printed state. */
function cursorsOf({ streams }: { readonly [name: string]: Json }): Cursors {
  const of = (name: string): number => {
    const stream = isJsonObject(streams) ? streams[name] : undefined;
    const cursor = isJsonObject(stream) ? stream['cursor'] : null;
    return typeof cursor === 'string' ? Date.parse(cursor) : Number.NEGATIVE_INFINITY;
  };
  return { applications: of('loan_applications'), deletions: of('deleted_loan_applications') };
}

function printTime(at: number): string {
  return Number.isFinite(at) ? new Date(at).toISOString() : 'nowhere';
}
