/** The scripts of package.json that a workflow runs, wherever it names them. */
export function npmScriptsOf(text: string): string[] {
  const named = [...text.matchAll(/\bnpm (?:run ([\w:-]+)|(test))\b/g)].map(([, script, test]) => script ?? test ?? '');
  return [...new Set(named)];
}
