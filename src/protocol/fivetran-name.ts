/**
 * The name under which Fivetran stores a column: `userData`, `user-data` and `user.data` become `user_data`.
 *
 * The rules are Fivetran's own (D: docs/connector-sdk/troubleshooting/schema-table-name-normalization), in this order:
 * transliterate and remove accents, replace what is no letter, digit or underscore, split camelCase, collapse
 * underscores, lowercase, put an underscore before a leading digit.
 *
 * Assumed, because no page says it: a run of capitals is one word (`HTTPServer` is `http_server`); a letter without a
 * Latin equivalent known here is kept, so that different names stay different; an empty name is `_`.
 */
export function fivetranName(name: string): string {
  const snake = transliterate(name)
    .replace(/[^\p{Letter}\p{Number}_]/gu, '_')
    .replace(/([\p{Lowercase}\p{Number}])(\p{Uppercase})/gu, '$1_$2')
    .replace(/(\p{Uppercase})(\p{Uppercase}\p{Lowercase})/gu, '$1_$2')
    .replace(/_+/g, '_')
    .toLowerCase();
  if (snake === '') return '_';
  return /^\p{Number}/u.test(snake) ? `_${snake}` : snake;
}

/** The name under which Fivetran stores a table: as a column's, but underscores before a leading letter go (D, same page). */
export function fivetranTableName(name: string): string {
  return fivetranName(name).replace(/^_+(?=\p{Letter})/u, '');
}

/** Latin letters that Unicode does not decompose into a letter and an accent. */
const latinEquivalents: ReadonlyMap<string, string> = new Map([
  ['ß', 'ss'], ['ẞ', 'SS'], ['æ', 'ae'], ['Æ', 'AE'], ['œ', 'oe'], ['Œ', 'OE'], ['ø', 'o'], ['Ø', 'O'],
  ['ł', 'l'], ['Ł', 'L'], ['đ', 'd'], ['Đ', 'D'], ['ð', 'd'], ['Ð', 'D'], ['þ', 'th'], ['Þ', 'TH'], ['ı', 'i'],
]);

function transliterate(name: string): string {
  const withoutAccents = name.normalize('NFKD').replace(/\p{Mark}/gu, '').normalize('NFC');
  return withoutAccents.replace(/[^\p{ASCII}]/gu, (letter) => latinEquivalents.get(letter) ?? letter);
}
