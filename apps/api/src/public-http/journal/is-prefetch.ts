import type { IncomingHttpHeaders } from 'node:http';

/**
 * Headers by which browsers say that nobody looks yet: Fetch's `Sec-Purpose: prefetch;prerender`, and what Chrome, Safari
 * and Firefox sent before it.
 */
const purposes = ['sec-purpose', 'purpose', 'x-purpose', 'x-moz'] as const;

/** True where a browser fetches or draws a page ahead, on the guess that somebody will open it. */
export function isPrefetch(headers: IncomingHttpHeaders): boolean {
  return purposes.some((name) => /\b(?:prefetch|prerender|preview)\b/i.test(String(headers[name] ?? '')));
}
