import { Failure } from '../core/failure.ts';
import { isExactNumber, type Json } from '../core/json.ts';
import type { TokenDeclaration } from '../core/paging/token.ts';
import { follow, kindOf, printPlace } from './follow.ts';
import { misshapen } from './misshapen.ts';
import type { Body } from './read-list.ts';
import { place } from './send.ts';
import type { Access } from './source.ts';

/**
 * The token of the next page, as text; undefined where there is none. A link is kept as its path and query, without
 * the parameters that show who asks. Throws `CONTRACT` for a link to another origin, where credentials must not go.
 */
export function readNext({ next, none, parameter }: TokenDeclaration, access: Access, answer: Body): string | undefined {
  const value = 'link' in next ? linkOf(answer.headers, next.link) : 'header' in next ? answer.headers.get(next.header) : follow(answer.body, next);
  if (value === undefined || value === null || value === none) return undefined;
  const token = textOf(value);
  if (token === undefined) {
    const where = 'link' in next ? `link ${next.link}` : printPlace(next);
    throw misshapen(answer.url, `a token at '${where}'`, `it is ${kindOf(value)}`);
  }
  return parameter === undefined ? keptLink(token, access, answer.url) : token;
}

function textOf(value: Json): string | undefined {
  if (typeof value === 'string') return value;
  if (isExactNumber(value)) return value.rawJSON;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}

/** A link and its parameters, and one parameter: a name, and perhaps a text in quotes or a word. */
const linkValue = /<([^<>]*)>((?:\s*;\s*[^\s=;,<>"]+(?:\s*=\s*(?:"(?:[^"\\]|\\.)*"|[^\s;,"]+))?)*)/g;
const linkParameter = /;\s*([^\s=;,<>"]+)(?:\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s;,"]+)))?/g;

/** The target of a relation in `Link: <https://…>; rel="next"` (RFC 8288, 3); of several `rel`, only the first counts. */
function linkOf(headers: Headers, relation: string): string | undefined {
  for (const [, target, parameters = ''] of (headers.get('link') ?? '').matchAll(linkValue)) {
    const rel = [...parameters.matchAll(linkParameter)].find(([, name = '']) => name.toLowerCase() === 'rel');
    const relations = (rel?.[2] ?? rel?.[3] ?? '').toLowerCase().split(/\s+/);
    if (relations.includes(relation.toLowerCase())) return target;
  }
  return undefined;
}

function keptLink(link: string, { baseUrl, query = {} }: Access, url: URL): string {
  const target = URL.parse(link, url.href);
  if (target?.origin !== baseUrl.origin) {
    throw new Failure('CONTRACT', {
      at: place(url),
      expected: `a next link to ${baseUrl.origin}`,
      came: target === null ? 'one came that is no URL' : `one to ${target.origin} came`,
      action: 'Credentials are never sent to another origin. If the API moved, correct baseUrl.',
    });
  }
  for (const name of Object.keys(query)) {
    // Deleting prints the whole query anew, which not every API reads as the same.
    if (target.searchParams.has(name)) target.searchParams.delete(name);
  }
  return `${target.pathname}${target.search}`;
}
