import { seedDemo } from '@blunari/db/seed';
import { demoPeople, demoTenants } from '@blunari/schema/demo';
import { Client, type Pool } from 'pg';
import { z } from 'zod';
import { createUser } from '../embedded/auth/create-user.ts';
import { selectUser } from '../embedded/auth/queries/select-user.ts';
import type { DemoSignIn } from '../embedded/runtime-file.ts';
import { readDemoRecord, writeDemoRecord, type DemoRecord } from './demo-record.ts';
import { findKnownPasswords, knownPassword, randomPassword, retireKnownPassword } from './retire-known-password.ts';

export interface DemoData {
  /** Connected as `supabase_auth_admin`. */
  readonly authPool: Pool;
  readonly ownerUrl: string;
  /** The data folder, which remembers what was made. */
  readonly folderPath: string;
  /** Strangers may reach the product: then no account of the demo has a password they know. */
  readonly isPublic: boolean;
  readonly now: Date;
}

const emails = demoPeople.map(({ email }) => email);

/**
 * Makes the demo's people and restaurants in a new database, and never again: what was deleted stays deleted.
 * @returns the sign-ins of the demo that are still there, for the start to print
 */
export async function seedDemoData(data: DemoData): Promise<readonly DemoSignIn[]> {
  let record = await openRecord(data);
  if (!record.isSeeded) record = await makeDemo(data, record);
  if (data.isPublic) record = await closeToStrangers(data, record);
  return listSignIns(data.authPool, record.passwords);
}

async function openRecord({ authPool, ownerUrl, folderPath, isPublic }: DemoData): Promise<DemoRecord> {
  const { databaseId, hasTenants } = await describeDatabase(ownerUrl);
  const known = await readDemoRecord(folderPath, databaseId);
  if (known) return known;
  if (hasTenants) {
    // Made before there were records, when everybody of the demo had the same password.
    const users = await findKnownPasswords(authPool, emails);
    const passwords = Object.fromEntries(users.map(({ email }) => [email ?? '', knownPassword]));
    return saveRecord(folderPath, { databaseId, isSeeded: true, passwords });
  }
  const passwords = Object.fromEntries(emails.map((email) => [email, isPublic ? randomPassword() : knownPassword]));
  return saveRecord(folderPath, { databaseId, isSeeded: false, passwords });
}

async function makeDemo({ authPool, ownerUrl, folderPath, now }: DemoData, record: DemoRecord): Promise<DemoRecord> {
  await Promise.all(
    demoPeople.map(({ id, email, name, isPlatformAdmin }) =>
      createUser(authPool, {
        id,
        email,
        password: record.passwords[email] ?? randomPassword(),
        userMetadata: { full_name: name },
        ...(isPlatformAdmin ? { appMetadata: { platform_admin: true } } : {}),
      }),
    ),
  );
  await seedDemo(ownerUrl, { now });
  return saveRecord(folderPath, { ...record, isSeeded: true });
}

/** A folder that was filled while only this machine could reach it has accounts whose password is in the manual. */
async function closeToStrangers({ authPool, folderPath, now }: DemoData, record: DemoRecord): Promise<DemoRecord> {
  const open = await findKnownPasswords(authPool, emails);
  // Whoever chose a password of their own keeps it, and it is no longer ours to print.
  const kept = Object.entries(record.passwords).filter(([, password]) => password !== knownPassword);
  const changed = open.map((user) => ({ user, email: user.email ?? '', password: randomPassword() }));
  const passwords = Object.fromEntries([...kept, ...changed.map(({ email, password }) => [email, password] as const)]);
  // Written first: a start that ends in between finds the accounts still open, and does this again.
  const saved = await saveRecord(folderPath, { ...record, passwords });
  await Promise.all(changed.map(({ user, password }) => retireKnownPassword(authPool, user, password, now)));
  return saved;
}

async function saveRecord(folderPath: string, record: DemoRecord): Promise<DemoRecord> {
  await writeDemoRecord(folderPath, record);
  return record;
}

async function listSignIns(authPool: Pool, passwords: DemoRecord['passwords']): Promise<readonly DemoSignIn[]> {
  const nameOf = new Map<string | null, string>(Object.values(demoTenants).map(({ id, name }) => [id, name]));
  const signIns = await Promise.all(
    demoPeople.map(async ({ email, tenantId, role }) => {
      const password = passwords[email];
      if (password === undefined || !(await selectUser(authPool, { email }))) return [];
      return [{ tenant: nameOf.get(tenantId) ?? '', role: role ?? 'platform admin', email, password }];
    }),
  );
  return signIns.flat();
}

const databaseSchema = z.tuple([z.object({ databaseId: z.string(), hasTenants: z.boolean() })]);

async function describeDatabase(ownerUrl: string): Promise<z.infer<typeof databaseSchema>[0]> {
  const client = new Client({ connectionString: ownerUrl });
  // A lost connection makes the query fail, which is reported; unheard, it would end the process as well.
  client.on('error', () => undefined);
  await client.connect();
  try {
    const { rows } = await client.query(
      `select (select system_identifier::text from pg_catalog.pg_control_system()) as "databaseId",
         exists (select from public.tenants) as "hasTenants"`,
    );
    return databaseSchema.parse(rows)[0];
  } finally {
    await client.end();
  }
}
