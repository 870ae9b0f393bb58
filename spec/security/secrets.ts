import fc from 'fast-check';

/** Tokens as headers carry them, and phrases with blanks and letters of any script; eight characters and more. */
export const tokens = fc.string({ unit: fc.integer({ min: 0x21, max: 0x7e }).map((code) => String.fromCharCode(code)), minLength: 8, maxLength: 48 });

export const secrets = fc.oneof(
  tokens,
  fc.base64String({ minLength: 8, maxLength: 64 }),
  fc.string({ unit: 'grapheme', minLength: 8, maxLength: 32 }).filter((text) => text.length >= 8 && text.isWellFormed()),
);
