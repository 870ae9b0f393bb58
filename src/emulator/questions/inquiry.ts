import type { Stream } from '../../core/catalog.ts';
import type { Instant } from '../../core/instant.ts';
import type { JsonObject } from '../../core/json.ts';
import type { Ask } from '../../core/page.ts';
import { openWindow, proposedEnd, type Window } from '../../core/window.ts';
import { withToken } from '../../edge/access/with-token.ts';
import { createClient, type Client } from '../../edge/client.ts';
import type { Environment } from '../../edge/environment.ts';
import { listUrl } from '../../edge/list-url.ts';
import { printJson } from '../../edge/json.ts';
import { readList, type List } from '../../edge/read-list.ts';
import { redactor } from '../../edge/redact.ts';
import { readSettings, type Settings } from '../../edge/settings.ts';
import type { Endpoint, Source } from '../../edge/source.ts';
import type { ConnectionSetup } from '../build-event.ts';

/** One stream of an API, to be asked in single requests as its source describes them. No children, no rows, no state. */
export type Inquiry = {
  readonly name: string;
  readonly stream: Stream;
  /** The window that a first sync would read now; null where the stream has none. */
  readonly window: Window | null;
  readonly now: Instant;
  /** Rows per page as a sync asks for them. */
  readonly pageSize: number;
  /** Whether pages have numbers, so that any can be asked for. */
  readonly numbered: boolean;
  /** The first page, or the page of that number. */
  readonly page: (number?: number, options?: AskOptions) => Promise<Heard>;
  /** The page behind one that was heard; null where that was the last. */
  readonly behind: (heard: Heard, options?: AskOptions) => Promise<Heard | null>;
  /** The first page, asked for with credentials of the right form that are wrong; null where the source has none. */
  readonly asStranger: (() => Promise<Heard>) | null;
  /** The text without the credentials that were used until now. */
  readonly redact: (text: string) => string;
};

export type AskOptions = {
  readonly window?: Window | null;
  readonly pageSize?: number;
  /** Whether a status other than 200 is an answer to the question; otherwise it is a `Failure`. */
  readonly anyStatus?: true;
};

/** What came back. `items` are none unless the status is 200; `texts` are the same as JSON. */
export type Heard = { readonly status: number; readonly texts: readonly string[] } & List;

/** Statuses that are an answer to a question. Those that ask to come back later are for the client to wait for. */
const statusesHeard = Array.from({ length: 200 }, (_, nth) => 300 + nth).filter((status) => ![408, 425, 429].includes(status));

/** The streams that a connection has chosen. Throws `SETTINGS` for settings that the source cannot use. */
export function inquiriesOf(source: Source, setup: ConnectionSetup, environment: Environment, signal: AbortSignal): readonly Inquiry[] {
  const settings = readSettings(source, setup);
  const stranger = strangerTo(source, setup, settings);
  return settings.streams.flatMap((name) => {
    const stream = source.catalog.streams[name];
    const endpoint = source.endpoints[name];
    return stream === undefined || endpoint === undefined ? [] : [inquiryOf({ source, name, stream, endpoint, settings, stranger, environment, signal })];
  });
}

type Asked = {
  readonly source: Source;
  readonly name: string;
  readonly stream: Stream;
  readonly endpoint: Endpoint;
  readonly settings: Settings;
  readonly stranger: Settings | null;
  readonly environment: Environment;
  readonly signal: AbortSignal;
};

function inquiryOf({ source, name, stream, endpoint, settings, stranger, environment, signal }: Asked): Inquiry {
  const { strategy, page: parameters } = stream;
  const now = environment.now() as Instant;
  const window = stream.window === undefined ? null : openWindow(settings.start, proposedEnd(now, settings.settleMs, stream.window));
  const pageSize = parameters.size === undefined ? parameters.sizeMax : Math.min(settings.pageSize, parameters.sizeMax);
  const numbered = strategy.name === 'countdown' || strategy.name === 'walked' || strategy.name === 'plain';

  const credentials = [...settings.access.credentials];
  const learn = (credential: string): void => {
    credentials.push(credential);
  };
  const redact = (text: string): string => redactor(credentials)(text);
  const clientOf = ({ access: { exchange }, manners }: Settings): Client => {
    const plain = createClient(environment, manners, Number.POSITIVE_INFINITY, redact, source.rateLimit);
    return exchange === undefined ? plain : withToken(plain, exchange, environment, signal, learn);
  };
  const client = clientOf(settings);

  const ask = async (place: Place, { access }: Settings, options: AskOptions = {}, by = client): Promise<Heard> => {
    const url = listUrl(access, endpoint, stream, askFor(name, stream, { window, pageSize, ...options }, place));
    const { status, headers, body } = await by.get({ url, headers: access.headers, signal }, options.anyStatus ? statusesHeard : []);
    const list = status === 200 ? readList(stream, endpoint.item, access, { body, headers, url }) : { items: [], total: null };
    return { status, texts: list.items.map((item: JsonObject) => printJson(item)), ...list };
  };
  return {
    name,
    stream,
    window,
    now,
    pageSize,
    numbered,
    page: (number = 1, options = {}) => ask({ page: number, at: null }, settings, options),
    behind: async ({ lastKey, token }, options = {}) => {
      if (numbered) return ask({ page: 2, at: null }, settings, options);
      const at = strategy.name === 'keyset' ? lastKey : token;
      return at === undefined ? null : ask({ page: 2, at }, settings, options);
    },
    asStranger: stranger === null ? null : () => ask({ page: 1, at: null }, stranger, { anyStatus: true }, clientOf(stranger)),
    redact,
  };
}

type Place = { readonly page: number; readonly at: string | null };

function askFor(name: string, { strategy }: Stream, { window, pageSize }: { window: Window | null; pageSize: number }, { page, at }: Place): Ask {
  const common = { stream: name, window, restarts: 0, pageSize };
  switch (strategy.name) {
    case 'countdown':
      return { ...common, strategy: 'countdown', want: { at: 'first', page, total: null } };
    case 'walked':
      return { ...common, strategy: 'walked', want: { at: 'up', since: window?.from ?? null, page } };
    case 'keyset':
      return { ...common, strategy: 'keyset', want: { after: at } };
    case 'token':
      return { ...common, strategy: 'token', want: { token: at } };
    case 'plain':
      return { ...common, strategy: 'plain', want: { page } };
  }
}

/** The settings with other credentials of the same form: each letter and digit is replaced by the next one. */
function strangerTo(source: Source, setup: ConnectionSetup, { access: { credentials } }: Settings): Settings | null {
  const secrets = Object.entries(setup.secrets).map(([name, value]): [string, string] => [name, credentials.includes(value) ? spoil(value) : value]);
  if (secrets.every(([name, value]) => setup.secrets[name] === value)) return null;
  return readSettings(source, { ...setup, secrets: Object.fromEntries(secrets) });
}

function spoil(credential: string): string {
  return credential.replace(/[0-9]/g, (digit) => String((Number(digit) + 1) % 10)).replace(/[a-yA-Y]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) + 1));
}
