import type { ObjectStore } from '../../../src/emulator/object-store.ts';
import type { Recorder } from './history.ts';
import type { Wait } from './network.ts';

/** What becomes of one object on its way into the bucket. */
export type PutFate =
  | { readonly kind: 'stored' }
  | { readonly kind: 'slowly stored'; readonly ms: number }
  /** S3 answers 503 and stores nothing. */
  | { readonly kind: 'refused' }
  | { readonly kind: 'lost before it is stored' }
  | { readonly kind: 'lost after it is stored' }
  /** S3 takes it and never answers. */
  | { readonly kind: 'never answered' };

/** How long an object takes each way, in milliseconds. */
const delayMs = 5;

/** The bucket between a function and Fivetran. What is put there under one key replaces what was there. */
export class Bucket implements ObjectStore {
  readonly bucket = 'fivetran-rows';
  fates: readonly PutFate[] = [];
  readonly #objects = new Map<string, string>();
  readonly #record: Recorder;

  constructor(record: Recorder) {
    this.#record = record;
  }

  /** The fate of the next object, in their order; after those that were drawn all is calm. */
  async put(call: number, key: string, body: Uint8Array, wait: Wait): Promise<void> {
    const [fate = { kind: 'stored' }, ...later] = this.fates;
    this.fates = later;
    this.#record({ kind: 'put', call, bytes: body.length, fate });
    await wait(delayMs);
    if (fate.kind === 'lost before it is stored') throw new TypeError('fetch failed');
    if (fate.kind === 'refused') throw Object.assign(new Error('Please reduce your request rate'), { name: 'SlowDown', $metadata: { httpStatusCode: 503 } });
    if (fate.kind === 'slowly stored') await wait(fate.ms);
    this.#objects.set(key, new TextDecoder().decode(body));
    if (fate.kind === 'lost after it is stored') throw new TypeError('fetch failed');
    await wait(fate.kind === 'never answered' ? Number.POSITIVE_INFINITY : delayMs);
  }

  read(key: string): Promise<string | null> {
    return Promise.resolve(this.#objects.get(key) ?? null);
  }

  remove(key: string): Promise<void> {
    this.#objects.delete(key);
    return Promise.resolve();
  }
}

export function printPut(fate: PutFate): string {
  return fate.kind === 'slowly stored' ? `${fate.kind}, after ${fate.ms} ms` : fate.kind;
}
