/** JSON over many lines, every digit kept. A text that `foldJson` could not give back exactly stays as it is. */
export function layOutJson(text: string): string {
  const value = parseDigits(text);
  return value !== undefined && JSON.stringify(value) === text ? JSON.stringify(value, null, 2) : text;
}

/** The text that was laid out. */
export function foldJson(text: string): string {
  const value = parseDigits(text);
  return value !== undefined && JSON.stringify(value, null, 2) === text ? JSON.stringify(value) : text;
}

/** Numbers as they are written, so that `12.00` and 20 digits come back unharmed; undefined where it is no JSON. */
function parseDigits(text: string): unknown {
  try {
    return JSON.parse(text, (_name, value: unknown, { source }: { readonly source?: string }) =>
      typeof value === 'number' && source !== undefined ? JSON.rawJSON(source) : value,
    );
  } catch {
    return undefined;
  }
}
