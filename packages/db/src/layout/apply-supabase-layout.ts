import { readFile } from 'node:fs/promises';
import { withClient } from '../server/with-client.ts';
import { setLoginPassword } from './set-login-password.ts';

/** Login passwords by role. */
export interface LayoutPasswords {
  readonly postgres: string;
  readonly authenticator: string;
  readonly supabase_auth_admin: string;
  readonly supabase_realtime_admin: string;
}

const FILES = [
  '10_roles.sql',
  '20_auth.sql',
  '30_realtime.sql',
  '40_realtime_notify.sql',
  '50_realtime_permissions.sql',
];

/** Any constant of ours: two copies that start together take turns. */
const LOCK_KEY = 7_261_350_041;

/**
 * Gives a plain Postgres (15 or 17) the roles, schemas and functions of a Supabase database that our migrations and
 * the embedded Auth and Realtime rely on. All or nothing; a second time changes nothing but the passwords.
 */
export async function applySupabaseLayout(superuserUrl: string, passwords: LayoutPasswords): Promise<void> {
  await withClient(superuserUrl, async (client) => {
    await client.query('begin');
    await client.query('select pg_advisory_xact_lock($1)', [LOCK_KEY]);
    // "already exists, skipping" is what the second time is for.
    await client.query(`set local client_min_messages = 'warning'`);
    for (const file of FILES) {
      await client.query(await readFile(new URL(`./sql/${file}`, import.meta.url), 'utf8'));
    }
    for (const [role, password] of Object.entries(passwords)) await setLoginPassword(client, role, String(password));
    await client.query('commit');
  });
}
