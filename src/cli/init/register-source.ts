import { exportNameOf } from './print-source.ts';
import { UsageError } from '../usage-error.ts';

/** The text of `src/sources/every-source.ts` with one source more. Throws `UsageError` where it has another form. */
export function registerSource(text: string, name: string): string {
  const exported = exportNameOf(name);
  const entry = exported === name ? name : `${/^[a-z][a-z0-9]*$/.test(name) ? name : `'${name}'`}: ${exported}`;
  const imports = [...text.matchAll(/^import \{ .* \} from '\.\/.*\.ts';\n/gm)];
  const last = imports.at(-1);
  const [declared, known] = /^export const everySource: .* = \{(.*)\};$/m.exec(text) ?? [];
  if (last === undefined || declared === undefined || known === undefined) {
    throw new UsageError(`src/sources/every-source.ts has another form than expected: add the source there by hand, as ${entry}`);
  }
  const at = last.index + last[0].length;
  const imported = `${text.slice(0, at)}import { ${exported} } from './${name}.ts';\n${text.slice(at)}`;
  return imported.replace(declared, declared.replace(`{${known}}`, `{ ${known.trim()}, ${entry} }`));
}
