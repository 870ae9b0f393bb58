import type { Page } from '../../src/core/page.ts';
import type { Response } from '../../src/core/response.ts';
import type { State } from '../../src/core/state.ts';
import { sameWindow, type Window } from '../../src/core/window.ts';
import { countRows } from '../../src/protocol/answer.ts';
import type { ListWorld } from './list-world.ts';

type Attempt = { readonly window: Window | null; readonly restarts: number; readonly fingerprint: string; readonly ids: ReadonlySet<string> };

/** Keeps book of which things of the open windows were delivered, one attempt at a window after the other. */
export class Delivered {
  readonly #attempts: Map<string, Attempt>;

  constructor(attempts: Iterable<readonly [string, Attempt]> = []) {
    this.#attempts = new Map(attempts);
  }

  copy(): Delivered {
    return new Delivered(this.#attempts);
  }

  /**
   * Notes what a page brought, and returns how far to the right, counted from 1, a thing stands in the window of the
   * state that was not delivered yet; 0 if none does.
   */
  note(world: ListWorld, { streams }: State, page: Page, response: Response): number {
    const { stream } = page.ask;
    const paging = streams[stream];
    if (paging?.phase !== 'paging') return 0;
    const { window, restarts, fingerprint } = paging;
    const known = this.#attempts.get(stream);
    const same = known !== undefined && sameWindow(known.window, window) && known.restarts === restarts && known.fingerprint === fingerprint;
    const ids = new Set(same ? known.ids : []);
    if (countRows(response) > 0) for (const item of page.changes) ids.add(world.idOf(stream, item));
    this.#attempts.set(stream, { window, restarts, fingerprint, ids });
    return world.rowsIn(stream, window).findLastIndex(({ id }) => !ids.has(id)) + 1;
  }
}
