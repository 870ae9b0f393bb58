import { printJson } from '../edge/json.ts';
import { askQuestions, type Answered } from '../emulator/questions/ask-questions.ts';
import type { Connection } from './connection.ts';
import { exitCode, type ExitCode } from './exit-code.ts';
import type { Printer } from './printer.ts';
import type { Terminal } from './terminal.ts';

/** Asks the API what settles the promises of its streams, and says what each answer means; as lines of JSON for machines. */
export async function askQuestionsInWords({ source, setup }: Connection, { environment }: Terminal, printer: Printer, json: boolean): Promise<ExitCode> {
  if (!json) printer.print('Questions to the API, whose answers settle what its streams promise:');
  const over = new AbortController();
  const failed: Answered[] = [];
  let stream = '';
  for await (const answered of askQuestions(source, setup, environment, over.signal)) {
    if (answered.outcome === 'no') failed.push(answered);
    if (json) printer.print(printJson({ type: 'question', ...answered }));
    else {
      if (answered.stream !== stream) printer.print(`  ${answered.stream}`);
      printer.print(inWords(answered));
    }
    ({ stream } = answered);
  }
  if (failed.length === 0) {
    if (!json) printer.print('Passed: nothing that the API answered speaks against what its source declares.');
    return exitCode.fine;
  }
  if (!json) printer.remark(`The API does not do what its source declares: ${failed.map(({ stream: name, states }) => `${name}: ${states}`).join('; ')}. What that means is said above.`);
  return exitCode.apiDiffers;
}

const marks: Readonly<Record<Answered['outcome'], string>> = { yes: 'yes', no: 'NO', open: '?' };

function inWords({ outcome, states, matters, seen }: Answered): string {
  const line = `    ${marks[outcome].padEnd(4)} ${states}: ${seen}`;
  return outcome === 'no' ? `${line}\n         ${matters}` : line;
}
