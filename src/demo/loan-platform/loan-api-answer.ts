import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyReply } from 'fastify';

/** What the platform would answer. */
export type LoanApiAnswer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

/** How an answer is spoiled; what is left out stays as the platform answers. */
export type LoanApiFault = {
  /** Answered without asking the platform; the body is a problem of that status unless `body` is given too. */
  readonly status?: number;
  /** Put over the platform's own; null leaves that header out, also `date`. */
  readonly headers?: Readonly<Record<string, string | null>>;
  /** Another body, or one made of the platform's. */
  readonly body?: string | ((body: string) => string);
  /** How long the finished answer waits. */
  readonly delayMs?: number;
  /** Breaks the connection before the first byte, or after half of a body whose content-length is the whole. */
  readonly destroy?: 'before' | 'middle';
};

/** Sends the answer as the fault, if there is one, changes it. */
export async function sendAnswer(reply: FastifyReply, sound: LoanApiAnswer, fault: LoanApiFault): Promise<FastifyReply> {
  const answer = spoil(sound, fault);
  // Without a reference, so that a waiting answer never keeps a closed server's process alive.
  if (fault.delayMs !== undefined) await sleep(fault.delayMs, undefined, { ref: false });
  // Node would add a date of its own, from another clock than the source's.
  reply.raw.sendDate = false;
  if (fault.destroy !== undefined) return breakOff(reply, answer, fault.destroy);
  return reply.code(answer.status).headers(answer.headers).send(answer.body);
}

function spoil(answer: LoanApiAnswer, fault: LoanApiFault): LoanApiAnswer {
  const { body = answer.body } = fault;
  return {
    status: fault.status ?? answer.status,
    headers: withoutNulls({ ...answer.headers, ...fault.headers }),
    body: typeof body === 'function' ? body(answer.body) : body,
  };
}

function withoutNulls(headers: Readonly<Record<string, string | null>>): Record<string, string> {
  const present: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) if (value !== null) present[name] = value;
  return present;
}

function breakOff(reply: FastifyReply, answer: LoanApiAnswer, when: 'before' | 'middle'): FastifyReply {
  reply.hijack();
  const { raw } = reply;
  if (when === 'before') {
    raw.destroy();
    return reply;
  }
  const bytes = Buffer.from(answer.body);
  raw.writeHead(answer.status, { ...answer.headers, 'content-length': bytes.length });
  raw.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => raw.destroy());
  return reply;
}
