/**
 * Returns a function that strikes out credentials: as they are, URL-encoded in both ways and in base64, the longest first.
 * One of fewer than four characters would strike out parts of ordinary words, and is left.
 */
export function redactor(credentials: readonly string[]): (text: string) => string {
  const forms = [...new Set(credentials.filter((text) => text.length >= 4).flatMap(formsOf))].sort(
    (one, other) => other.length - one.length,
  );
  return (text) => forms.reduce((struck, form) => struck.replaceAll(form, '[secret]'), text);
}

function formsOf(secret: string): string[] {
  const bytes = Buffer.from(secret);
  const parameter = new URLSearchParams({ '': secret }).toString().slice(1);
  return [secret, encodeURIComponent(secret), parameter, bytes.toString('base64'), bytes.toString('base64url')];
}
