/** The ways in which a secret may be written somewhere; each by its name. */
export const writings: Readonly<Record<string, (secret: string) => string>> = {
  'as it is': (secret) => secret,
  'within a sentence': (secret) => `the token ${secret} is not valid`,
  'three times in a row': (secret) => secret.repeat(3),
  'in a URL': (secret) => encodeURIComponent(secret),
  'in a URL, in small letters': (secret) => encodeURIComponent(secret).replace(/%../g, (pair) => pair.toLowerCase()),
  'in a URL within a URL': (secret) => encodeURIComponent(encodeURIComponent(secret)),
  'in a URL, each byte of it': (secret) => Array.from(Buffer.from(secret), (byte) => `%${byte.toString(16).padStart(2, '0')}`).join(''),
  'in a form': (secret) => new URLSearchParams({ secret }).toString(),
  'in the path of a URL': (secret) => pathOf(secret),
  'in JSON': (secret) => JSON.stringify({ secret }),
  'in base64': (secret) => Buffer.from(secret).toString('base64'),
  'in base64 for URLs': (secret) => Buffer.from(secret).toString('base64url'),
  'as the password of Basic': (secret) => `Basic ${Buffer.from(`user:${secret}`).toString('base64')}`,
  'as the password of a longer user': (secret) => Buffer.from(`someone@example.org:${secret}`).toString('base64'),
  'as the user of Basic': (secret) => Buffer.from(`${secret}:`).toString('base64'),
  'in base64 within a URL': (secret) => encodeURIComponent(Buffer.from(`a:${secret}`).toString('base64')),
};

function pathOf(secret: string): string {
  const url = new URL('https://example.org');
  // It would leave `%00` as it is, and make a slash of a backslash.
  url.pathname = `/${secret.replaceAll('%', '%25').replaceAll('\\', '%5C')}`;
  return url.pathname;
}
