import { zipSync, type Zippable } from 'fflate';

/** The oldest time that a zip can hold; its fields are local time, so that the machine's time zone does not show. */
const zipEpoch = new Date(1980, 0, 1);

/** A plain file that everybody may read, as Unix writes it in a zip: `-rw-r--r--`. */
const unixSystem = 3;
const plainFile = 0o100644 << 16;

/** Zips files in the order given. The same names and contents always give the same bytes. */
export function zipFiles(files: readonly (readonly [name: string, contents: Uint8Array | string])[]): Uint8Array {
  const zippable: Zippable = {};
  for (const [name, contents] of files) {
    const bytes = typeof contents === 'string' ? Buffer.from(contents) : contents;
    zippable[name] = [bytes, { level: 9, mtime: zipEpoch, os: unixSystem, attrs: plainFile }];
  }
  return zipSync(zippable);
}
