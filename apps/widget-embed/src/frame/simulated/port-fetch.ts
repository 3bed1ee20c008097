import type { PortAnswer, PortRequest } from '@blunari/schema/simulation';

/** A `fetch` whose server is at the far end of a port. Rejects where no answer comes, and when the caller gives up. */
export function createPortFetch(port: MessagePort): typeof fetch {
  const waiting = new Map<number, (answer: PortAnswer) => void>();
  let asked = 0;
  port.addEventListener('message', ({ data }: MessageEvent<PortAnswer>) => {
    waiting.get(data.id)?.(data);
    waiting.delete(data.id);
  });
  port.start();
  return async (input, init = {}) => {
    const id = (asked += 1);
    const answer = new Promise<PortAnswer>((resolve, reject) => {
      waiting.set(id, resolve);
      init.signal?.addEventListener('abort', () => reject(init.signal?.reason));
    });
    port.postMessage({
      id,
      path: input instanceof Request ? input.url : String(input),
      method: init.method ?? 'GET',
      headers: Object.fromEntries(new Headers(init.headers)),
      body: typeof init.body === 'string' ? init.body : null,
    } satisfies PortRequest);
    const { status, headers, body } = await answer;
    if (status === 0) throw new TypeError('Failed to fetch');
    return new Response(body === '' ? null : body, { status, headers });
  };
}
