/**
 * How many lists, objects and fields a JSON text has, counted by their punctuation: as many as it really has, or more where
 * it stands inside a string. It stops counting beyond `most`.
 */
export function countParts(text: string, most: number): number {
  // None is shorter than `[],`.
  if (text.length < most * 3) return 0;
  let parts = 0;
  for (const mark of ['[', '{', '":']) {
    for (let at = text.indexOf(mark); at !== -1 && parts <= most; at = text.indexOf(mark, at + 1)) parts += 1;
  }
  return parts;
}
