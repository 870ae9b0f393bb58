import { Failure } from '../../core/failure.ts';
import type { Environment } from '../../edge/environment.ts';
import type { Source } from '../../edge/source.ts';
import type { ConnectionSetup } from '../build-event.ts';
import { inquiriesOf, type Inquiry } from './inquiry.ts';
import type { Finding, Question } from './question.ts';
import { questions, type QuestionName } from './questions.ts';

/** A question, and what the API answered. */
export type Answered = { readonly stream: string; readonly question: QuestionName } & Finding & Pick<Question, 'states' | 'matters'>;

/**
 * Asks each chosen stream of an API all that settles its promise, one request at a time. Nothing is stored. Throws
 * `SETTINGS` for settings that the source cannot use; whatever else goes wrong is part of an answer.
 */
export async function* askQuestions(source: Source, setup: ConnectionSetup, environment: Environment, signal: AbortSignal): AsyncGenerator<Answered> {
  for (const inquiry of inquiriesOf(source, setup, environment, signal)) {
    for (const [name, question] of Object.entries(questions)) {
      const finding = await findingOf(question, inquiry);
      const { states, matters } = question;
      if (finding !== null) yield { stream: inquiry.name, question: name as QuestionName, states, matters, ...finding };
    }
  }
}

async function findingOf({ ask }: Question, inquiry: Inquiry): Promise<Finding | null> {
  try {
    return await ask(inquiry);
  } catch (error) {
    if (!(error instanceof Failure) || error.code === 'BUG') throw error;
    // An API that is down tells nothing; one that refuses, or answers in another shape than declared, does.
    return { outcome: error.code === 'SOURCE' || error.code === 'LIMIT' ? 'open' : 'no', seen: inquiry.redact(error.message) };
  }
}
