import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import type { Stream } from '../../../src/core/catalog.ts';
import { basic } from '../../../src/edge/access/basic.ts';
import { bearer } from '../../../src/edge/access/bearer.ts';
import { clientCredentials, type ClientCredentials } from '../../../src/edge/access/client-credentials.ts';
import { header } from '../../../src/edge/access/header.ts';
import type { Identity } from '../../../src/edge/access/identity.ts';
import { query } from '../../../src/edge/access/query.ts';
import { redactor } from '../../../src/edge/redact.ts';
import { callOf, localApi, type Answering, type Asked } from './local-api.ts';
import { oneStream } from './one-stream.ts';

const secret = 'the secret: of ~this~ test/+';

const linked: Partial<Stream> = { strategy: { name: 'token', ends: 'fresh', next: { link: 'next' } }, page: { sizeMax: 10 }, paths: { items: ['data'] } };

/** Three pages of one thing each, by links that repeat the query as it was asked. */
const pages: Answering = ({ path, query }) => {
  const page = Number(query.get('page') ?? '1');
  const again = new URLSearchParams(query);
  again.set('page', String(page + 1));
  return { body: { data: [{ id: page }] }, headers: page < 3 ? { link: `<${path}?${again.toString()}>; rel="next"` } : {} };
};

/** Each way to show who asks, and what has to arrive for it. */
const ways: readonly [string, Identity, (asked: Asked) => boolean][] = [
  ['a bearer token', bearer('t0ken-of-this-test'), ({ headers }) => headers.authorization === 'Bearer t0ken-of-this-test'],
  ['a user name and a password', basic('user', secret), ({ headers }) => headers.authorization === `Basic ${Buffer.from(`user:${secret}`).toString('base64')}`],
  ['a key in a header', header('X-Api-Key', 'k3y-of-this-test'), ({ headers }) => headers['x-api-key'] === 'k3y-of-this-test'],
  ['a key in the query', query('api key', secret), ({ query }) => query.get('api key') === secret],
];

for (const [what, identity, arrives] of ways) {
  test(`With ${what} every page is asked for, and it is in no state, log or error`, async (context) => {
    const api = await localApi(context, (asked) => (arrives(asked) ? pages(asked) : { status: 401 }));
    const { call, log } = callOf(oneStream(linked, { access: identity }));
    const secrets = { baseUrl: api.url };
    const answer = await call({ secrets });
    assert.deepEqual(answer.insert['things'], [{ id: 1 }, { id: 2 }, { id: 3 }]);

    // A call that is cut short keeps the next link in the state.
    const failing = await localApi(context, (asked) => (asked.query.has('page') ? { status: 400, headers: { 'content-type': 'application/problem+json' }, body: { title: echo(asked) } } : pages(asked)));
    const cut = await call({ secrets: { baseUrl: failing.url } });
    assert.match(JSON.stringify(cut.state), /"token":"\/things\?page=2"/);
    const error: unknown = await call({ secrets: { baseUrl: failing.url }, state: cut.state }).catch((caught: unknown) => caught);
    assert.ok(error instanceof Error && error.name === 'CONTRACT' && error.message.includes('[secret]'), String(error));
    for (const credential of identity.credentials) {
      for (const seen of [cut.state, answer, log, error.message, error.stack]) {
        for (const form of [credential, encodeURIComponent(credential), Buffer.from(credential).toString('base64'), new URLSearchParams({ '': credential }).toString().slice(1)]) {
          assert.ok(!JSON.stringify(seen).includes(form), `${form} is in ${JSON.stringify(seen)}`);
        }
      }
    }
  });
}

/** All that a request carries, as an API might repeat it in an error. */
function echo({ headers, query }: Asked): string {
  return [headers.authorization, headers['x-api-key'], query.toString()].filter(Boolean).join(' ').slice(0, 150);
}

test('A user name with a colon is refused, since the password would begin there', () => {
  assert.throws(() => basic('a:b', 'c'), { name: 'SETTINGS', message: /without a colon/ });
});

test('A credential is struck out in each form that a request gives it', () => {
  const redact = redactor([secret]);
  for (const form of [secret, encodeURIComponent(secret), new URLSearchParams({ '': secret }).toString().slice(1), Buffer.from(secret).toString('base64')]) {
    assert.match(redact(`before ${form} behind`), /^before \[secret\]=* behind$/);
  }
});

/** An API whose tokens are given out by a server of its own, both on loopback. */
async function behindTokens(context: TestContext, given: { life?: unknown; accepts?: (token: string) => boolean; answering?: Answering; asks?: Partial<ClientCredentials> } = {}) {
  let tokens = 0;
  const giver = await localApi(context, ({ headers, body }) => {
    const form = new URLSearchParams(body);
    const shown = headers.authorization ?? `${form.get('client_id')} ${form.get('client_secret')}`;
    const pair = Buffer.from('the+id%3A:the-client-s%C3%A9cret').toString('base64');
    if (![`Basic ${pair}`, 'the id: the-client-sécret'].includes(shown)) return { status: 401, body: { error: 'invalid_client' } };
    if (form.get('grant_type') !== 'client_credentials') return { status: 400 };
    tokens += 1;
    return { body: { access_token: `token-number-${tokens}`, token_type: 'Bearer', ...('life' in given ? { expires_in: given.life } : {}) } };
  });
  const accepts = given.accepts ?? (() => true);
  const api = await localApi(context, (asked) => {
    const token = /^Bearer (token-number-\d+)$/.exec(asked.headers.authorization ?? '')?.[1];
    return token !== undefined && accepts(token) ? (given.answering ?? pages)(asked) : { status: 401 };
  });
  const identity = clientCredentials({ tokenUrl: `${giver.url}/token`, clientId: 'the id:', clientSecret: 'the-client-sécret', ...given.asks });
  return { giver, api, identity };
}

test('A token is fetched once a call, whatever the number of requests, and nothing of it outlives the call', async (context) => {
  const { giver, api, identity } = await behindTokens(context, { life: 3600, asks: { scope: 'read', parameters: { audience: 'things' } } });
  const { call } = callOf(oneStream(linked, { access: identity }));
  const secrets = { baseUrl: api.url };
  assert.equal((await call({ secrets })).insert['things']?.length, 3);
  assert.equal(giver.asked.length, 1);
  assert.deepEqual(Object.fromEntries(new URLSearchParams(giver.asked[0]?.body)), { grant_type: 'client_credentials', scope: 'read', audience: 'things' });
  await call({ secrets });
  assert.equal(giver.asked.length, 2);
});

test('Requests under way at the same time share one token, and one new one when it is refused', async (context) => {
  const parts: Answering = ({ path }) => (path === '/things' ? { body: { data: Array.from({ length: 8 }, (_, id) => ({ id })) } } : { body: { data: [] } });
  let listed = false;
  const { giver, api, identity } = await behindTokens(context, {
    // The first token is revoked once the list is read: all eight requests for children are refused.
    accepts: (token) => token !== 'token-number-1' || !listed,
    answering: (asked) => {
      listed = true;
      return parts(asked);
    },
  });
  const children = { path: ({ id }: { readonly id?: unknown }) => `/things/${String(id)}/parts`, items: ['data'], item: oneStream({}).endpoints['things']?.item ?? failing() };
  const source = oneStream({ ...linked }, { access: identity, endpoint: { children, rows: (item) => ({ insert: { things: [item] } }) } });
  const answer = await callOf(source).call({ secrets: { baseUrl: api.url } });
  assert.equal(answer.insert['things']?.length, 8);
  assert.equal(giver.asked.length, 2);
});

test('A token is fetched anew before it expires', async (context) => {
  let ms = 0;
  const { giver, api, identity } = await behindTokens(context, {
    life: '100',
    answering: (asked) => {
      ms += 60_000;
      return pages(asked);
    },
  });
  const source = oneStream(linked, { access: identity });
  const { call } = callOf(source, { now: () => Date.UTC(2026, 0, 31) + ms });
  assert.equal((await call({ secrets: { baseUrl: api.url } })).insert['things']?.length, 3);
  // Asked for at 0 s and used until 90 s; the third page is asked for at 120 s.
  assert.deepEqual(giver.asked.length, 2);
});

test('A token that is refused again is an authentication error, after one more token and no more', async (context) => {
  const { giver, api, identity } = await behindTokens(context, { accepts: () => false });
  await assert.rejects(callOf(oneStream(linked, { access: identity })).call({ secrets: { baseUrl: api.url } }), { name: 'AUTHENTICATION', message: /GET .*401 came/ });
  assert.deepEqual([giver.asked.length, api.asked.length], [2, 2]);
});

test('Id and secret may go in the form, for servers that want them there', async (context) => {
  const { giver, api, identity } = await behindTokens(context, { asks: { sendsSecretIn: 'form' } });
  assert.equal((await callOf(oneStream(linked, { access: identity })).call({ secrets: { baseUrl: api.url } })).insert['things']?.length, 3);
  assert.equal(giver.asked[0]?.headers.authorization, undefined);
});

test('A wrong client secret is an authentication error that shows no secret', async (context) => {
  const { api, identity } = await behindTokens(context, { asks: { clientSecret: 'another-secret' } });
  const { call, log } = callOf(oneStream(linked, { access: identity }));
  await assert.rejects(call({ secrets: { baseUrl: api.url } }), { name: 'AUTHENTICATION', message: /POST .*\/token: expected a token, but 401 came\. See that the client id and secret/ });
  assert.ok(!JSON.stringify(log).includes('another-secret'));
  assert.equal(api.asked.length, 0);
});

test('A token server that fails for a moment is asked again; one that answers something else is a contract error', async (context) => {
  const { giver, api, identity } = await behindTokens(context);
  let failures = 2;
  const flaky = await localApi(context, () => (failures-- > 0 ? { status: 503, headers: { 'retry-after': '7' } } : { body: { access_token: 'token-number-1' } }));
  const tried = callOf(oneStream(linked, { access: clientCredentials({ tokenUrl: flaky.url, clientId: 'id', clientSecret: 'secret' }) }));
  assert.equal((await tried.call({ secrets: { baseUrl: api.url } })).insert['things']?.length, 3);
  assert.deepEqual(tried.waits.map((ms) => Math.floor(ms / 1_000)), [7, 7]);

  for (const body of [{}, [], '"token"', { access_token: '' }, { access_token: 'a b' }, { access_token: 'a', token_type: 'mac' }, { access_token: 'a', expires_in: 'soon' }]) {
    const odd = await localApi(context, () => ({ body }));
    const source = oneStream(linked, { access: clientCredentials({ tokenUrl: odd.url, clientId: 'id', clientSecret: 'secret' }) });
    await assert.rejects(callOf(source).call({ secrets: { baseUrl: api.url } }), { name: 'CONTRACT', message: /POST .*a bearer token/ }, JSON.stringify(body));
  }
  assert.equal(giver.asked.length, 0);
  assert.ok(identity.credentials.length > 0);
});

test('A token that an API repeats in an error is struck out, though no setting holds it', async (context) => {
  const { api, identity } = await behindTokens(context, { answering: (asked) => ({ status: 400, headers: { 'content-type': 'application/problem+json' }, body: { title: echo(asked) } }) });
  await assert.rejects(callOf(oneStream(linked, { access: identity })).call({ secrets: { baseUrl: api.url } }), { name: 'CONTRACT', message: /Bearer \[secret\]/ });
});

test('A token URL without TLS is refused before a secret is sent to it', () => {
  for (const tokenUrl of ['http://example.com/token', 'token', 'https://u:p@example.com/token']) {
    assert.throws(() => clientCredentials({ tokenUrl, clientId: 'id', clientSecret: 'secret' }), { name: 'SETTINGS', message: /^the token URL: / });
  }
});

function failing(): never {
  throw new Error('no endpoint');
}
