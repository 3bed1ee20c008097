import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { startStack, type Stack } from '@blunari/stack/testing';
import { z } from 'zod';
import { startMailSink } from './mail-sink.ts';
import type { SigningKey, Target } from './target.ts';

/** Nobody's page (RFC 2606). */
const redirectUrl = 'https://conformance.example.com/welcome';

const projectSchema = z.object({
  CONFORMANCE_URL: z.url(),
  CONFORMANCE_ANON_KEY: z.string().min(1),
  CONFORMANCE_SERVICE_KEY: z.string().min(1),
  CONFORMANCE_DATABASE_URL: z.url(),
  CONFORMANCE_JWT_SECRET: z.string().min(1).optional(),
  /** Supabase's hosted Auth refuses example.com at sign-up. */
  CONFORMANCE_EMAIL_DOMAIN: z.string().min(1).default('example.com'),
  /** Must be on the project's list of redirect URLs. */
  CONFORMANCE_REDIRECT_URL: z.url().default(redirectUrl),
});

export interface OpenTarget {
  readonly target: Target;
  readonly close: () => Promise<void>;
}

/** The Supabase project that the environment names or, without `CONFORMANCE_URL`, the product in a process of its own. */
export async function openTarget(): Promise<OpenTarget> {
  const prefix = `conformance_${randomBytes(4).toString('hex')}`;
  if (!process.env['CONFORMANCE_URL']) return startProduct(prefix);
  const project = readProject();
  const secret = project.CONFORMANCE_JWT_SECRET;
  const target: Target = {
    url: project.CONFORMANCE_URL.replace(/\/$/, ''),
    anonKey: project.CONFORMANCE_ANON_KEY,
    serviceKey: project.CONFORMANCE_SERVICE_KEY,
    databaseUrl: project.CONFORMANCE_DATABASE_URL,
    isOurs: false,
    signingKey: secret === undefined ? undefined : { kind: 'secret', secret },
    mailFolder: undefined,
    emailDomain: project.CONFORMANCE_EMAIL_DOMAIN,
    redirectUrl: project.CONFORMANCE_REDIRECT_URL,
    prefix,
  };
  return { target, close: () => Promise.resolve() };
}

function readProject(): z.infer<typeof projectSchema> {
  const parsed = projectSchema.safeParse(process.env);
  if (parsed.success) return parsed.data;
  const names = parsed.error.issues.map(({ path }) => path.join('.')).join(', ');
  throw new Error(`CONFORMANCE_URL is set, so these are needed too, or are not usable: ${names}. See README.md.`);
}

async function startProduct(prefix: string): Promise<OpenTarget> {
  const mails = await startMailSink();
  const stack = await startStack({
    env: {
      AUTH_SIGNUP: 'on',
      AUTH_REDIRECT_URLS: redirectUrl,
      SMTP_URL: mails.url,
      // Each client of a case says that it calls from elsewhere; else the limits of one address would end the run.
      TRUST_PROXY: '127.0.0.1,::1',
    },
  }).catch(async (error: unknown) => {
    await mails.close();
    throw error;
  });
  const target: Target = {
    url: stack.env.SUPABASE_URL,
    anonKey: stack.env.SUPABASE_ANON_KEY,
    serviceKey: stack.env.SUPABASE_SERVICE_ROLE_KEY,
    databaseUrl: stack.env.DATABASE_OWNER_URL,
    isOurs: true,
    signingKey: await readSigningKey(stack),
    mailFolder: mails.folder,
    emailDomain: 'example.com',
    redirectUrl,
    prefix,
  };
  return {
    target,
    close: async () => {
      await stack.stop();
      await mails.close();
    },
  };
}

const keyFileSchema = z.object({
  keys: z.tuple([z.looseObject({ kty: z.literal('EC'), kid: z.string(), alg: z.string(), d: z.string() })]),
});

async function readSigningKey({ dataDir }: Stack): Promise<SigningKey> {
  const file: unknown = JSON.parse(await readFile(join(dataDir, 'signing-keys.json'), 'utf8'));
  return { kind: 'jwk', jwk: keyFileSchema.parse(file).keys[0] };
}
