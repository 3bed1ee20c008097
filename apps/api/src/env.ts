import { isIP } from 'node:net';
import { resolve } from 'node:path';
import process from 'node:process';
import { err, ok, type Result } from '@blunari/schema/result';
import { z } from 'zod';
import { isPublic } from './start/is-public.ts';
import type { TrustedProject } from './tokens/trust-project.ts';

const repositoryRoot = resolve(import.meta.dirname, '../../..');

const portSchema = z.coerce.number().int().min(1).max(65_535);
const originSchema = z
  .url({ protocol: /^https?$/, abort: true })
  .refine((url) => new URL(url).pathname === '/' && !new URL(url).search, 'has more than scheme, host and port')
  .transform((url) => new URL(url).origin);
const urlListSchema = z.string().transform((text, context): string[] => {
  const urls = text.split(',').map((url) => url.trim());
  if (urls.every((url) => z.url({ protocol: /^https?$/ }).safeParse(url).success)) return urls;
  context.addIssue({
    code: 'custom',
    message: 'is not a list of http and https URLs, such as https://staff.example.com',
  });
  return z.NEVER;
});
const postgresUrlSchema = z.url({ protocol: /^postgres(ql)?$/ });

/** Addresses and networks. A number of proxies would trust whoever reaches the port past them. */
const proxySchema = z.string().transform((text, context): string[] => {
  const networks = text.split(',').map((network) => network.trim());
  if (networks.every(isNetwork)) return networks;
  context.addIssue({
    code: 'custom',
    message: 'is not a list of addresses and networks, such as 127.0.0.1,10.0.0.0/8',
  });
  return z.NEVER;
});

/** Every variable this process reads; `.env.example` says what each is for. */
const variablesSchema = z.object({
  PORT: portSchema.default(8080),
  DEMO_PORT: portSchema.default(8081),
  METRICS_PORT: portSchema.optional(),
  HOST: z.string().min(1).optional(),
  TRUST_PROXY: proxySchema.optional(),
  PUBLIC_URL: originSchema.optional(),
  WIDGET_URL: originSchema.optional(),
  DATA_DIR: z
    .string()
    .default('.data')
    .transform((folder) => resolve(repositoryRoot, folder)),
  AUTO_MIGRATE: z.enum(['on', 'off']).default('on'),
  TEST_PAGE: z.enum(['on', 'off']).optional(),
  LOG_LEVEL: z.enum(['silent', 'fatal', 'error', 'warn', 'info', 'debug']).default('warn'),
  SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  MAIL_FROM: z.string().min(3).max(320).optional(),
  AUTH_SIGNUP: z.enum(['on', 'off']).default('off'),
  AUTH_PASSWORD_CHANGE: z.enum(['session', 'current_password', 'recent_sign_in']).default('session'),
  AUTH_SESSION_DAYS: z.coerce.number().positive().max(3650).optional(),
  AUTH_REDIRECT_URLS: urlListSchema.optional(),
  SUPABASE_URL: originSchema.optional(),
  SUPABASE_ANON_KEY: z.string().min(1).optional(),
  SUPABASE_JWT_SECRET: z.string().min(16).optional(),
  DATABASE_URL: postgresUrlSchema.optional(),
  TRUSTED_SUPABASE_URL: originSchema.optional(),
  // As long as what it makes (RFC 7518, 3.2): whoever guesses it is anybody.
  TRUSTED_SUPABASE_JWT_SECRET: z.string().min(32).optional(),
});

type Variables = z.infer<typeof variablesSchema>;

/** Postgres, Auth and Realtime of a Supabase project. */
export interface SupabaseEnv extends TrustedProject {
  readonly anonKey: string;
  /** Login as `blunari_api`. */
  readonly databaseUrl: string;
}

/** How the embedded Auth behaves. */
export interface AuthEnv {
  readonly isSignupEnabled: boolean;
  readonly passwordChange: Variables['AUTH_PASSWORD_CHANGE'];
  /** `undefined`: a session ends by signing out only. */
  readonly sessionLifetimeS: number | undefined;
  /** Pages beyond the dashboard's origin that links in mails may lead to. */
  readonly redirectUrls: readonly string[];
}

export interface MailEnv {
  /** `undefined`: mails are written to a folder. */
  readonly smtpUrl: string | undefined;
  /** Sender, such as `Blunari <no-reply@example.com>`. */
  readonly from: string;
}

export interface Env {
  readonly port: number;
  readonly demoPort: number;
  /** Where this machine alone reads numbers; `undefined`: nowhere. */
  readonly metricsPort: number | undefined;
  /** One address to listen on; `undefined` means both loopback addresses. */
  readonly host: string | undefined;
  /** Whose `x-forwarded-for` is believed; `undefined`: nobody's. */
  readonly trustedProxies: string[] | undefined;
  /** Origin of dashboard, tRPC and Auth. */
  readonly publicUrl: string;
  /** Origin of widgets and their public API. */
  readonly widgetUrl: string;
  readonly demoUrl: string;
  /** Absolute path. */
  readonly dataDir: string;
  readonly logLevel: Variables['LOG_LEVEL'];
  readonly mail: MailEnv;
  readonly auth: AuthEnv;
  /** Whether the embedded database is migrated and filled with the demo at the start; otherwise it stays as people left it. */
  readonly migratesItself: boolean;
  /** Whether the page that tests the installation, and its procedures, are there. */
  readonly hasTestPage: boolean;
  /** `undefined`: the embedded stack. */
  readonly supabase: SupabaseEnv | undefined;
  /** Whose tokens the embedded stack believes beside its own; `undefined`: nobody's. */
  readonly trustedProject: TrustedProject | undefined;
}

/** Production unless somebody says otherwise: libraries then tell strangers less. */
export function chooseNodeEnv(): void {
  process.env['NODE_ENV'] ||= 'production';
}

/** Reads the environment once. A failure is one line that names the variable and what it should hold. */
export function readEnv(source: NodeJS.ProcessEnv = process.env): Result<Env, string> {
  // An empty variable is an unset one: that is how .env files and container settings leave things out.
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''));
  const parsed = variablesSchema.safeParse(given);
  if (!parsed.success) return err(firstProblem(parsed.error, given));
  const variables = parsed.data;
  const clash = sharedPort(variables);
  if (clash !== undefined) return err(clash);
  const supabase = readSupabase(variables);
  if (!supabase.ok) return supabase;
  const publicUrl = variables.PUBLIC_URL ?? `http://localhost:${variables.PORT}`;
  const widgetUrl = variables.WIDGET_URL ?? `http://127.0.0.1:${variables.PORT}`;
  const trusted = readTrustedProject(variables, publicUrl);
  if (!trusted.ok) return trusted;
  const origins = { host: variables.HOST, publicUrl, widgetUrl };
  return ok({
    port: variables.PORT,
    demoPort: variables.DEMO_PORT,
    metricsPort: variables.METRICS_PORT,
    host: variables.HOST,
    trustedProxies: variables.TRUST_PROXY,
    publicUrl,
    widgetUrl,
    demoUrl: `http://localhost:${variables.DEMO_PORT}`,
    dataDir: variables.DATA_DIR,
    logLevel: variables.LOG_LEVEL,
    mail: {
      smtpUrl: variables.SMTP_URL,
      from: variables.MAIL_FROM ?? `Blunari <no-reply@${new URL(publicUrl).hostname}>`,
    },
    auth: readAuth(variables),
    migratesItself: variables.AUTO_MIGRATE === 'on',
    hasTestPage: (variables.TEST_PAGE ?? (isPublic(origins) ? 'off' : 'on')) === 'on',
    supabase: supabase.value,
    trustedProject: trusted.value,
  });
}

function sharedPort({ PORT, DEMO_PORT, METRICS_PORT }: Variables): string | undefined {
  if (PORT === DEMO_PORT) return 'PORT and DEMO_PORT are the same: choose two ports.';
  const isTaken = METRICS_PORT === PORT || METRICS_PORT === DEMO_PORT;
  return isTaken ? 'METRICS_PORT is another port already: choose one of its own.' : undefined;
}

function isNetwork(text: string): boolean {
  const [address = '', prefix, ...more] = text.split('/');
  const bits = { 0: 0, 4: 32, 6: 128 }[isIP(address)] ?? 0;
  if (bits === 0 || more.length > 0) return false;
  return prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) >= 1 && Number(prefix) <= bits);
}

function readSupabase(variables: Variables): Result<SupabaseEnv | undefined, string> {
  const { SUPABASE_URL: url, SUPABASE_ANON_KEY: anonKey, DATABASE_URL: databaseUrl } = variables;
  if (url === undefined) {
    if (databaseUrl === undefined) return ok(undefined);
    return err('DATABASE_URL is set but SUPABASE_URL is not: set both, or neither for the embedded database.');
  }
  if (anonKey === undefined) return err('SUPABASE_URL is set: SUPABASE_ANON_KEY is needed too.');
  if (databaseUrl === undefined) return err('SUPABASE_URL is set: DATABASE_URL (login as blunari_api) is needed too.');
  return ok({ url, anonKey, databaseUrl, jwtSecret: variables.SUPABASE_JWT_SECRET });
}

function readTrustedProject(
  { TRUSTED_SUPABASE_URL: url, TRUSTED_SUPABASE_JWT_SECRET: jwtSecret, SUPABASE_URL }: Variables,
  publicUrl: string,
): Result<TrustedProject | undefined, string> {
  if (url === undefined) {
    if (jwtSecret === undefined) return ok(undefined);
    return err('TRUSTED_SUPABASE_JWT_SECRET is set: TRUSTED_SUPABASE_URL is needed too.');
  }
  if (SUPABASE_URL !== undefined) {
    return err('TRUSTED_SUPABASE_URL is for the embedded stack: leave it out where SUPABASE_URL is set.');
  }
  if (url === publicUrl) return err('TRUSTED_SUPABASE_URL is PUBLIC_URL: name another server than this one.');
  return ok({ url, jwtSecret });
}

function readAuth(variables: Variables): AuthEnv {
  const days = variables.AUTH_SESSION_DAYS;
  return {
    isSignupEnabled: variables.AUTH_SIGNUP === 'on',
    passwordChange: variables.AUTH_PASSWORD_CHANGE,
    sessionLifetimeS: days === undefined ? undefined : days * 24 * 3600,
    redirectUrls: variables.AUTH_REDIRECT_URLS ?? [],
  };
}

function firstProblem(error: z.ZodError, given: Readonly<Record<string, string | undefined>>): string {
  const issue = error.issues[0];
  const name = String(issue?.path[0] ?? 'The environment');
  // The value itself may be a secret, so only harmless ones are repeated.
  const value = /KEY|SECRET|DATABASE|SMTP/.test(name) ? 'its value' : `"${given[name] ?? ''}"`;
  return `${name} is not usable: ${value}: ${issue?.message ?? 'unknown problem'}. See .env.example.`;
}
