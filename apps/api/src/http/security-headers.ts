import { isLoopback } from './is-loopback.ts';

/** Where pages of this process may connect and be framed. */
export interface SecurityOrigins {
  readonly publicUrl: string;
  readonly widgetUrl: string;
  /** Origin of Auth and Realtime as browsers see it; the same as `publicUrl` with the embedded stack. */
  readonly supabaseUrl: string;
}

/** What every answer carries; set in one hook, because constant headers cost nothing. */
export function baseHeaders(origins: SecurityOrigins): Readonly<Record<string, string>> {
  return {
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'strict-origin-when-cross-origin',
    'x-permitted-cross-domain-policies': 'none',
    // Answers that are no page load nothing, whatever a browser takes them for.
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'; base-uri 'none'",
    ...(origins.publicUrl.startsWith('https:') && origins.widgetUrl.startsWith('https:')
      ? { 'strict-transport-security': 'max-age=31536000; includeSubDomains' }
      : {}),
  };
}

/** Headers of the dashboard: nobody may frame it, and it frames and calls only what it needs. */
export function dashboardHeaders(origins: SecurityOrigins): Readonly<Record<string, string>> {
  return {
    'content-security-policy': policy({
      'script-src': ["'self'"],
      // Components write their own style elements and attributes; styles cannot run anything.
      'style-src': ["'self'", "'unsafe-inline'"],
      'img-src': ["'self'", 'data:', 'blob:'],
      'font-src': ["'self'"],
      'connect-src': ["'self'", ...connectionsTo(origins.publicUrl), ...connectionsTo(origins.supabaseUrl)],
      'frame-src': [origins.widgetUrl],
      'worker-src': ["'self'"],
      'manifest-src': ["'self'"],
      'frame-ancestors': ["'none'"],
    }),
    ...(isTrustworthy(origins.publicUrl) ? { 'cross-origin-opener-policy': 'same-origin' } : {}),
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=()',
    'x-frame-options': 'DENY',
  };
}

/**
 * Headers of a framed widget. Who may frame it is the tenant's list of origins; an empty list means anyone.
 * The dashboard always may: it shows the live preview.
 */
export function frameHeaders(
  origins: SecurityOrigins,
  allowedOrigins: readonly string[],
): Readonly<Record<string, string>> {
  const usable = allowedOrigins.filter((origin) => originPattern.test(origin));
  const ancestors = allowedOrigins.length === 0 ? ['*'] : [...usable, origins.publicUrl, "'self'"];
  return {
    'content-security-policy': policy({
      'script-src': ["'self'"],
      'style-src': ["'self'", "'unsafe-inline'"],
      'img-src': ["'self'", 'data:'],
      'connect-src': ["'self'", ...connectionsTo(origins.widgetUrl), ...connectionsTo(origins.supabaseUrl)],
      'frame-ancestors': ancestors,
    }),
    'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=()',
  };
}

/** Scheme, host (`*.` before it for all below it) and port. What a tool wrote may be anything, and no header takes a line feed. */
const originPattern = /^https?:\/\/(\*\.)?[\w.-]+(:\d+)?$/i;

/** Elsewhere browsers ignore the opener policy, and complain of it in the console. */
function isTrustworthy(origin: string): boolean {
  const { protocol, hostname } = new URL(origin);
  return protocol === 'https:' || isLoopback(hostname);
}

/** An origin over HTTP and over WebSocket; not every browser counts `ws:` as `'self'`. */
function connectionsTo(origin: string): readonly string[] {
  return [origin, origin.replace(/^http/, 'ws')];
}

function policy(directives: Readonly<Record<string, readonly string[]>>): string {
  const given = Object.entries(directives).map(([name, sources]) => `${name} ${[...new Set(sources)].join(' ')}`);
  return ["default-src 'none'", ...given, "base-uri 'none'", "form-action 'none'"].join('; ');
}
