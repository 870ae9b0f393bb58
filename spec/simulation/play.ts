import type { Catalog } from '../../src/core/catalog.ts';
import { Failure } from '../../src/core/failure.ts';
import type { Instant } from '../../src/core/instant.ts';
import type { Json } from '../../src/core/json.ts';
import type { Options } from '../../src/core/options.ts';
import type { Ask, Page } from '../../src/core/page.ts';
import type { Response } from '../../src/core/response.ts';
import type { State } from '../../src/core/state.ts';
import { countRows } from '../../src/protocol/answer.ts';
import { printWant } from './print-want.ts';
import { all, checkLoss, type Completeness } from './check-loss.ts';
import { Kept } from './complete.ts';
import { Delivered } from './delivered.ts';
import { ListWorld } from './list-world.ts';
import type { Edit } from './edit.ts';
import { permutation } from './permutation.ts';
import { quietTurn, type Change, type Scenario, type Turn } from './scenario.ts';
import type { Call, Fold, Round, Shrunk, Story } from './story.ts';
import type { Judged, Subject } from './subject.ts';
import { firstInstant, thingsOptions } from './things.ts';
import { load, type Warehouse } from './warehouse.ts';

/** How long one read of a page takes. */
const readMs = 50;

/** How long Fivetran waits from one sync to the next. */
const pauseMs = 60_000;

/** How far an operator sets the local clock. */
const clockChangeMs = 120_000;

/** Rounds after which a story is over, ended or not. A window that is cut down to milliseconds takes hundreds by itself. */
const roundsMax = 400;
const roundsMaxWithCuts = 4_000;

/** What a call without a round takes from them. */
const emptyCallWeight = 10;

/** Calls that may fail in a row before a story is given up. */
const failuresMax = 3;

/** Rounds that a call carries while nothing happens. */
const quietRounds = 3;

/** How an ask is answered by the source; `within` happens between its own queries. */
export type ReadPage = (world: ListWorld, ask: Ask, within: readonly Edit[]) => Page;

/** By the source itself, without a server between. */
const readWorld: ReadPage = (world, ask, within) => world.answer(ask, within);

/** Plays a scenario with an implementation, over one of the catalogs on trial. */
export function play(subject: Subject, catalogs: readonly Catalog[], scenario: Scenario, readPage: ReadPage = readWorld): Story {
  const player = new Player(subject, catalogOf(catalogs, scenario), scenario, readPage);
  player.playTurns();
  let ended = player.finishSync(false);
  if (ended) {
    player.rest();
    ended = player.finishSync(true);
  }
  return {
    scenario,
    world: player.world,
    calls: player.calls,
    lossesAtRest: player.losses(Object.fromEntries(Object.keys(player.world.catalog.streams).map((stream) => [stream, all]))),
    ended,
  };
}

function catalogOf(catalogs: readonly Catalog[], { catalog }: Scenario): Catalog {
  const chosen = catalogs[catalog % catalogs.length];
  if (chosen === undefined) throw new Error('there is no catalog to try');
  return chosen;
}

/** The very same short first page, come twice, would look like a source that stays short when it is asked again. */
function isShort({ ask, count, total }: Page): boolean {
  return ask.strategy === 'countdown' && ask.want.at === 'first' && count < Math.min(ask.pageSize, total ?? 0);
}

/** The earlier page that comes again: one that could be mistaken for the page wanted, where there is one. */
function pageAgain(earlier: readonly Page[], { stream, want }: Ask, { again }: Turn): Page | undefined {
  const alike = earlier.filter(({ ask }) => ask.stream === stream && printWant(ask.want) === printWant(want));
  const pages = alike.length > 0 ? alike : earlier;
  return again === null ? undefined : pages.at(-1 - (again % Math.max(1, pages.length)));
}

class Player {
  readonly calls: Call[] = [];
  readonly world: ListWorld;
  readonly #subject: Subject;
  readonly #catalog: Catalog;
  readonly #begun: Options;
  readonly #warehouse: Warehouse = new Map();
  readonly #readPage: ReadPage;
  readonly #turns: Turn[];
  #options: Options;
  #skewMs: number;
  /** The state that Fivetran holds. */
  #text: string | undefined;
  #kept: State = { streams: {} };
  #delivered = new Delivered();
  #complete = new Kept();
  #turn: Turn | null;
  #roundsLeft: number;
  #failures = 0;

  constructor(subject: Subject, catalog: Catalog, scenario: Scenario, readPage: ReadPage) {
    const { manner, ages, startAgeMs, pageSize, pagesAhead, skewMs, turns } = scenario;
    this.#subject = subject;
    this.#readPage = readPage;
    this.#catalog = catalog;
    this.world = new ListWorld(catalog, manner, firstInstant);
    // No two things are of the same age, so that a window can always be cut.
    for (const [nth, age] of ages.entries()) this.world.seed(nth, firstInstant - age * ages.length - nth);
    this.#begun = {
      ...thingsOptions,
      start: startAgeMs === null ? null : ((firstInstant - startAgeMs) as Instant),
      streams: Object.keys(catalog.streams),
      pageSize,
      pagesAhead,
    };
    this.#options = this.#begun;
    // Without a `Date` nothing shows that the local clock is ahead, which is what the promise then says.
    this.#skewMs = manner.dated ? skewMs : Math.min(0, skewMs);
    this.#turns = [...turns];
    this.#turn = this.#nextTurn();
    const cut = Object.values(catalog.streams).some(({ window }) => window?.resultsMax !== undefined);
    this.#roundsLeft = turns.length + (cut ? roundsMaxWithCuts : roundsMax);
  }

  playTurns(): void {
    while (this.#turn !== null && !this.#givenUp()) {
      const more = this.#call(false);
      // Without work left there is nothing to do until the next sync, whatever was going to happen meanwhile.
      if (!more) this.world.pass(pauseMs);
    }
  }

  /** Calls until there is nothing left to do; whether that was reached. */
  finishSync(still: boolean): boolean {
    this.#options = this.#begun;
    while (this.#call(still)) if (this.#givenUp()) return false;
    return this.#failures === 0;
  }

  #givenUp(): boolean {
    return this.#roundsLeft <= 0 || this.#failures >= failuresMax;
  }

  /** Waits until every edit is older than any clock's settling time. */
  rest(): void {
    const grains = Object.values(this.#catalog.streams).map(({ window }) => window?.grainMs ?? 0);
    this.world.pass(2 * pauseMs + Math.max(0, -this.#skewMs) + Math.max(...grains));
  }

  losses(completeness: Completeness): Story['lossesAtRest'] {
    return checkLoss(this.world, this.#warehouse, completeness, this.#options.start);
  }

  /** Plays one call; whether Fivetran calls again at once. */
  #call(still: boolean): boolean {
    const rules = this.#subject(this.#catalog, this.#options);
    let began = this.#kept;
    const delivered = this.#delivered.copy();
    const complete = this.#complete.copy();
    const rounds: Round[] = [];
    const responses: Response[] = [];
    let last: Turn = quietTurn;
    let failure: unknown = null;
    try {
      began = this.#kept = rules.parse(this.#text === undefined ? undefined : (JSON.parse(this.#text) as Json)).state;
      responses.push(rules.respond(began));
      last = this.#rounds(rules, began, rounds, responses);
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      failure = error;
    }
    // Calls that find nothing to do and ask for another all the same would go on for ever.
    this.#roundsLeft -= rounds.length === 0 ? emptyCallWeight : 1;
    const end = failure === null ? (last.end ?? 'answer') : 'fail';
    const merged = end === 'fail' || end === 'die' ? null : rules.merge(responses);
    const answer = merged === null ? null : rules.answer(merged);
    const text = this.#text;
    if (answer !== null) {
      load(this.#warehouse, answer);
      if (end === 'twice') load(this.#warehouse, answer);
    }
    if (answer !== null && end !== 'forget') {
      this.#text = JSON.stringify(answer.state);
      this.#kept = merged?.state ?? this.#kept;
    } else {
      this.#delivered = delivered;
      this.#complete = complete;
      // The rows of an answer whose state was forgotten were stored all the same.
      this.#complete.mark(this.#catalog, answer?.softDelete ?? []);
    }
    this.#failures = failure === null ? 0 : this.#failures + 1;
    const losses = this.losses(this.#complete.completeness(this.world, this.#kept));
    const { options } = rules;
    this.calls.push({ rules, options, text, began, rounds, responses, merged, answer, end, failure, still, losses });
    this.#change(last.change);
    return answer === null || end === 'forget' || answer.hasMore;
  }

  /** Plays the rounds of one call, and returns the turn that ended it. */
  #rounds(rules: Judged, began: State, rounds: Round[], responses: Response[]): Turn {
    let state = began;
    let rows = 0;
    const earlier: Page[] = [];
    for (;;) {
      const scripted = this.#turn;
      const turn = scripted ?? quietTurn;
      if (scripted !== null) this.#turn = this.#nextTurn();
      const round = this.#round(rules, state, turn, earlier);
      if (round === null) {
        responses.push(rules.respond(rules.plan(state, this.#local()).state));
        // The turn waits for the next call, unless this one had nothing to do from the beginning.
        if (scripted !== null && rounds.length > 0) this.#putBack(scripted);
        return quietTurn;
      }
      rounds.push(round);
      this.#roundsLeft -= 1;
      responses.push(...round.folds.map(({ response }) => response));
      rows += round.folds.reduce((sum, { response }) => sum + countRows(response), 0);
      state = round.after;
      // A finished sync ends its call: a plan made after it would begin the next one.
      if (turn.end !== null || this.#roundsLeft <= 0 || responses.at(-1)?.hasMore !== true) return turn;
      if (scripted === null && rows > 0 && rounds.length >= quietRounds) return turn;
    }
  }

  #round(rules: Judged, begun: State, turn: Turn, earlier: Page[]): Round | null {
    const shrunk = this.#shrink(rules, begun, turn);
    const before = shrunk?.after ?? begun;
    const now = this.#local();
    const planned = rules.plan(before, now);
    const [first] = planned.asks;
    if (first === undefined) return null;
    const rowsBefore = this.world.rowsIn(first.stream, first.window).length;
    this.#complete.note(this.#catalog, before, planned.state, this.world.commits);
    const pages = this.#read(planned.asks, turn);
    const again = pageAgain(earlier, first, turn);
    earlier.push(...pages.filter((page) => !isShort(page)));
    const folds: Fold[] = [];
    let state = planned.state;
    for (const page of again === undefined ? pages : [again, ...pages]) {
      const response = rules.step(state, page);
      folds.push({ state, page, response, undelivered: this.#delivered.note(this.world, state, page, response) });
      this.#complete.mark(this.#catalog, response.softDelete);
      this.#complete.note(this.#catalog, state, response.state, this.world.commits);
      ({ state } = response);
    }
    const rowsAfter = this.world.rowsIn(first.stream, first.window).length;
    return { turn, now, shrunk, before, planned, rowsBefore, rowsAfter, folds, after: state };
  }

  /** Reads all pages of a plan, in the order in which they happen to be answered. */
  #read(asks: readonly Ask[], turn: Turn): readonly Page[] {
    const pages: Page[] = [];
    for (const [nth, place] of permutation(asks.length, turn.order).entries()) {
      const ask = asks[place];
      if (ask === undefined) continue;
      for (const edit of turn.before[nth] ?? []) this.world.apply(edit);
      pages[place] = this.#readPage(this.world, ask, nth === 0 ? turn.within : []);
      this.world.pass(readMs);
    }
    return pages;
  }

  #shrink(rules: Judged, before: State, { shrink }: Turn): Shrunk | null {
    if (shrink === null) return null;
    const [stream, state] = Object.entries(before.streams).find(([name, { phase }]) => phase === 'paging' && this.#options.streams.includes(name)) ?? [];
    if (stream === undefined || state?.phase !== 'paging') return null;
    const pageSize = Math.round(state.pageSize * shrink);
    return { before, stream, pageSize, after: rules.shrink(before, stream, pageSize) };
  }

  #change(change: Change | null): void {
    const options = this.#options;
    const streams = Object.keys(this.#catalog.streams);
    switch (change) {
      case null:
        break;
      case 'settings':
        this.#options = { ...options, fingerprints: Object.fromEntries(streams.map((stream) => [stream, `${this.calls.length}`])) };
        break;
      case 'one stream':
        this.#options = { ...options, streams: streams.slice(-1) };
        break;
      case 'all streams':
        this.#options = { ...options, streams };
        break;
      case 'larger pages':
        this.#options = { ...options, pageSize: options.pageSize + 2 };
        break;
      case 'smaller pages':
        this.#options = { ...options, pageSize: Math.max(1, options.pageSize - 1) };
        break;
      case 'reset':
        this.#text = undefined;
        this.#kept = { streams: {} };
        this.#delivered = new Delivered();
        this.#complete = new Kept();
        break;
      case 'clock ahead':
        if (this.world.manner.dated) this.#skewMs += clockChangeMs;
        break;
      case 'clock behind':
        this.#skewMs -= clockChangeMs;
        break;
    }
  }

  #local(): Instant {
    return (this.world.now + this.#skewMs) as Instant;
  }

  #nextTurn(): Turn | null {
    return this.#turns.shift() ?? null;
  }

  #putBack(turn: Turn): void {
    if (this.#turn !== null) this.#turns.unshift(this.#turn);
    this.#turn = turn;
  }
}
