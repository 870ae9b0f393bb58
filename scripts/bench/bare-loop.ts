import type { JsonObject } from '../../src/core/json.ts';

/**
 * What nothing that moves these pages can do without: fetch, text, `JSON.parse`, collect, and one `JSON.stringify`
 * per `answerBytes` of text, the pages one at a time. Resolves with the answers it printed.
 */
export async function bareLoop(list: string, rows: number, pageSize: number, answerBytes: number): Promise<number> {
  let answers = 0;
  let held: JsonObject[] = [];
  let heldBytes = 0;
  const print = (): void => {
    answers += JSON.stringify({ insert: { rows: held } }).length > 0 ? 1 : 0;
    held = [];
    heldBytes = 0;
  };
  for (let page = 1; page <= Math.ceil(rows / pageSize); page += 1) {
    const response = await fetch(`${list}/list?page=${page}&per_page=${pageSize}`);
    const text = await response.text();
    if (heldBytes + text.length > answerBytes) print();
    const { data } = JSON.parse(text) as { data: JsonObject[] };
    for (const row of data) held.push(row);
    heldBytes += text.length;
  }
  if (held.length > 0) print();
  return answers;
}
