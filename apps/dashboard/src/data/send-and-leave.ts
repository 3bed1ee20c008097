/**
 * Sends one change to the API that outlives the page: at once, and nobody hears the answer. Without a token at hand nothing
 * is sent, for a page that closes waits for none.
 * @param path of the procedure, such as `testRuns.end`
 */
export function sendAndLeave(token: string | null, path: string, input: object): void {
  if (token === null) return;
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  void fetch(`/trpc/${path}`, { method: 'POST', keepalive: true, headers, body: JSON.stringify(input) }).catch(
    () => null,
  );
}
