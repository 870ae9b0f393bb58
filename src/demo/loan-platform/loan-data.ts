import type { JsonObject } from '../../core/json.ts';
import { parseJson } from '../../edge/json.ts';
import type { Advisor, Applicant, ApplicantRole, LoanStatus, LoanTerms } from './loan-records.ts';
import { cities, currencies, loanTerms, namesByCulture, notes, purposes } from './loan-words.ts';
import type { Random } from './random.ts';

export function drawTerms(random: Random): LoanTerms {
  return {
    status: drawStatus(random),
    amount: drawAmount(random),
    currency: random.pick(currencies),
    termMonths: random.pick(loanTerms),
    reference: drawReference(random),
    purpose: random.chance(0.15) ? null : random.pick(purposes),
    details: drawDetails(random),
  };
}

export function drawStatus(random: Random): LoanStatus {
  const statuses = [['draft', 1], ['submitted', 3], ['approved', 3], ['declined', 1], ['funded', 4]] as const;
  return random.pickWeighted(statuses);
}

/** Mostly what people borrow, sometimes up to 20 digits, which no double holds. */
export function drawAmount(random: Random): string {
  const whole = random.chance(0.1)
    ? random.bits(63) % 10n ** BigInt(random.integer(13, 18))
    : BigInt(Math.floor(1000 * 10 ** (random.fraction() * 3.3)));
  const cents = random.chance(0.5) ? '00' : String(random.integer(0, 99)).padStart(2, '0');
  return `${String(whole)}.${cents}`;
}

/** Mostly beyond 2^53, now and then exactly 2^63−1 or next to 2^53, where a double begins to miss whole numbers. */
export function drawReference(random: Random): bigint {
  return random.pickWeighted([
    [random.bits(63), 60],
    [random.bits(32), 35],
    [2n ** 53n + random.bits(2), 3],
    [2n ** 63n - 1n, 2],
  ]);
}

export function drawDetails(random: Random): JsonObject {
  return {
    channel: random.pick(['branch', 'web', 'partner', 'phone']),
    score: random.chance(0.1) ? null : random.integer(300, 850),
    property: random.chance(0.4) ? drawProperty(random) : null,
    notes: drawMany(random, 0, 3, () => random.pick(notes)),
    consents: drawMany(random, 0, 2, () => ({ kind: random.pick(['report', 'marketing']), given: random.chance(0.7) })),
    ...(random.chance(0.2) && { ledger: drawLedger(random) }),
    ...(random.chance(0.05) && { matrix: [[1, [2, 3]], [], [null, {}]], '': true, 'größe 📐': 1.5 }),
  };
}

export function drawApplicant(random: Random, id: string, role: ApplicantRole): Applicant {
  return { id, name: drawName(random), role, income: drawIncome(random) };
}

/** Money a year, with cents; null for people who did not say. */
export function drawIncome(random: Random): number | null {
  if (random.chance(0.12)) return null;
  const whole = random.integer(9_000, 240_000);
  return random.chance(0.3) ? whole + random.integer(1, 99) / 100 : whole;
}

export function drawAdvisor(random: Random, id: string): Advisor {
  return { id, name: drawName(random), email: drawEmail(random, id) };
}

export function drawEmail(random: Random, id: string): string | null {
  return random.chance(0.2) ? null : `${id}@${random.pick(['north', 'süd', 'west'])}.loans.example`;
}

export function drawName(random: Random): string {
  const { given, family } = random.pick(namesByCulture);
  const familyName = random.pick(family);
  // A family name that ends in a space is one that is written first.
  return familyName.endsWith(' ') ? familyName + random.pick(given) : `${random.pick(given)} ${familyName}`;
}

function drawProperty(random: Random): JsonObject {
  return {
    city: random.pick(cities),
    rooms: random.integer(1, 9),
    area: random.integer(200, 4000) / 10,
    owners: drawMany(random, 1, 2, () => ({ name: drawName(random), share: random.pick([0.25, 0.5, 1]) })),
  };
}

function drawLedger(random: Random): JsonObject {
  return {
    account: parseJson(String(random.bits(64))),
    rate: parseJson(`0.0${String(10n ** 18n + random.bits(59))}`),
    balance: parseJson(`-${drawAmount(random)}`),
  };
}

function drawMany<Item>(random: Random, least: number, most: number, draw: () => Item): Item[] {
  return Array.from({ length: random.integer(least, most) }, draw);
}
