/** Why credentials may not be sent to a URL, in words; null where they may: `https`, or this machine's own loopback. */
export function urlProblem(text: string): string | null {
  const url = URL.parse(text);
  if (url === null) return 'it is not a URL such as https://host/path';
  if (url.username !== '' || url.password !== '') return 'it holds a user name or password, which belong in secrets of their own';
  if (url.search !== '' || url.hash !== '') return 'it has a query or a fragment, which a base URL cannot have';
  const loopback = /^(localhost|127(\.\d+){3}|\[::1\])$/.test(url.hostname);
  if (url.protocol === 'https:' || (url.protocol === 'http:' && loopback)) return null;
  return 'it is not https, which is needed for any host but this machine itself';
}
