import { appError } from './errors.ts';
import { err, ok, type Result } from './result.ts';

/**
 * A framed widget calls its own origin. Another page may call for the tenant only where the tenant's list allows it,
 * or has no list. No origin at all is no browser's page.
 * @param allowed origins such as `https://lucia.example` or `https://*.lucia.example`
 */
export function checkOrigin(origin: string | undefined, own: string, allowed: readonly string[]): Result<void> {
  if (origin === undefined || origin === own || allowed.length === 0) return ok(undefined);
  if (allowed.some((pattern) => matches(pattern, origin))) return ok(undefined);
  return err(
    appError('origin_refused', 'This page may not use the widget. The restaurant can allow it in its settings.'),
  );
}

function matches(pattern: string, origin: string): boolean {
  if (!pattern.includes('*')) return pattern === origin;
  const [scheme = '', domain = ''] = pattern.split('://*.');
  const prefix = `${scheme}://`;
  return origin.startsWith(prefix) && origin.slice(prefix.length).endsWith(`.${domain}`);
}
