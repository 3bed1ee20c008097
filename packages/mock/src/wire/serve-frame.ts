import { serveTransport } from '@blunari/realtime/ported';
import type { PortAnswer, PortRequest } from '@blunari/schema/simulation';
import type { Transport } from '@blunari/realtime';

/** Near ends of the wires of a widget in a frame. */
export interface FramePorts {
  readonly http: MessagePort;
  readonly line: MessagePort;
}

/** Lets a visitor's frame at the far ends of two ports use the public API. Returns the function that ends it. */
export function serveFrame(ask: typeof fetch, transport: Transport, { http, line }: FramePorts): () => void {
  const hear = ({ data }: MessageEvent<PortRequest>): void => {
    // A port has one far end, so no origin is named.
    void answerOf(ask, data).then((answer) => http.postMessage(answer, []));
  };
  http.addEventListener('message', hear);
  http.start();
  const stop = serveTransport(line, transport);
  return () => {
    http.removeEventListener('message', hear);
    stop();
    http.close();
    line.close();
  };
}

async function answerOf(ask: typeof fetch, { id, path, method, headers, body }: PortRequest): Promise<PortAnswer> {
  try {
    const response = await ask(path, { method, headers, body });
    return {
      id,
      status: response.status,
      headers: Object.fromEntries(response.headers),
      body: await response.text(),
    };
  } catch {
    return { id, status: 0, headers: {}, body: '' };
  }
}
