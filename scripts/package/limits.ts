/**
 * What `connector.zip` may take, in bytes. Lambda itself allows 50 MB; a cold start reads and compiles all of it, and what is
 * this small can be read by a person.
 */
export const zipBytesMax = 80_000;

/** The licences, by their SPDX names, that a package inside the bundle may have: they ask for no more than their text beside it. */
export const licencesAllowed: readonly string[] = ['MIT', 'ISC', 'BSD-2-Clause', 'BSD-3-Clause', '0BSD', 'Apache-2.0'];
