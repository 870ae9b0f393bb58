/** Gives out ids, none of them twice. */
export type LoanIds = {
  readonly nextApplicationId: () => string;
  readonly nextApplicantId: () => string;
};

export function createLoanIds(): LoanIds {
  return { nextApplicationId: scatteredIds('la_'), nextApplicantId: scatteredIds('ap_') };
}

/** From loan-api.yaml: `^la_[0-9]{10}$`. */
const idDigits = 10;
const idsMax = 10n ** BigInt(idDigits);

/**
 * Digits of the golden ratio. Without a common factor with 10, so that its multiples meet each id once; they
 * fall evenly between all earlier ones, so that new rows enter and old ones leave everywhere in a list.
 */
const idStride = 6_180_339_887n;

function scatteredIds(prefix: string): () => string {
  let issued = 0n;
  return () => {
    if (issued === idsMax) throw new RangeError(`every id that begins with ${prefix} is taken`);
    issued += 1n;
    return prefix + ((issued * idStride) % idsMax).toString().padStart(idDigits, '0');
  };
}
