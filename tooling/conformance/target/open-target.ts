import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { startStack, type Stack } from '@blunari/stack/testing';
import { z } from 'zod';
import type { SigningKey, Target } from './target.ts';

const projectSchema = z.object({
  CONFORMANCE_URL: z.url(),
  CONFORMANCE_ANON_KEY: z.string().min(1),
  CONFORMANCE_SERVICE_KEY: z.string().min(1),
  CONFORMANCE_DATABASE_URL: z.url(),
  CONFORMANCE_JWT_SECRET: z.string().min(1).optional(),
});

/** The Supabase project that the environment names or, without `CONFORMANCE_URL`, the product in a process of its own. */
export async function openTarget(): Promise<{ target: Target; close: () => Promise<void> }> {
  const prefix = `conformance_${randomBytes(4).toString('hex')}`;
  if (!process.env['CONFORMANCE_URL']) return startProduct(prefix);
  const project = projectSchema.parse(process.env);
  const secret = project.CONFORMANCE_JWT_SECRET;
  const target: Target = {
    url: project.CONFORMANCE_URL.replace(/\/$/, ''),
    anonKey: project.CONFORMANCE_ANON_KEY,
    serviceKey: project.CONFORMANCE_SERVICE_KEY,
    databaseUrl: project.CONFORMANCE_DATABASE_URL,
    isOurs: false,
    signingKey: secret === undefined ? undefined : { kind: 'secret', secret },
    prefix,
  };
  return { target, close: () => Promise.resolve() };
}

async function startProduct(prefix: string): Promise<{ target: Target; close: () => Promise<void> }> {
  const stack = await startStack();
  const target: Target = {
    url: stack.env.SUPABASE_URL,
    anonKey: stack.env.SUPABASE_ANON_KEY,
    serviceKey: stack.env.SUPABASE_SERVICE_ROLE_KEY,
    databaseUrl: stack.env.DATABASE_OWNER_URL,
    isOurs: true,
    signingKey: await readSigningKey(stack),
    prefix,
  };
  return {
    target,
    close: async () => {
      await stack.stop();
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
