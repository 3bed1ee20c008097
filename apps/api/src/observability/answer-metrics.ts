import type { RequestListener } from 'node:http';
import type { Metrics } from './metrics.ts';

/** `GET /metrics`, on a port of its own. */
export function answerMetrics(metrics: Metrics): RequestListener {
  return (request, response) => {
    if (request.method !== 'GET' || request.url !== '/metrics') {
      response.writeHead(404, { 'content-type': 'text/plain; charset=utf-8' }).end('Numbers are at /metrics.\n');
      return;
    }
    metrics.read().then(
      ({ text, contentType }) => response.writeHead(200, { 'content-type': contentType }).end(text),
      () => response.writeHead(500).end(),
    );
  };
}
