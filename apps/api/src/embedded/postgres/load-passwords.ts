import { randomBytes } from 'node:crypto';
import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { readTextIfPresent } from '../../shared/files/read-text-if-present.ts';
import { StartError } from '../start-error.ts';

const passwordsSchema = z.object({
  postgres: z.string().min(16),
  authenticator: z.string().min(16),
  supabase_auth_admin: z.string().min(16),
  supabase_realtime_admin: z.string().min(16),
  blunari_api: z.string().min(16),
});

/** Login passwords of the embedded database by role. */
export type DatabasePasswords = z.infer<typeof passwordsSchema>;

/** Reads the passwords from the data folder; the first time makes them there, readable by this user alone. */
export async function loadPasswords(dataDir: string): Promise<DatabasePasswords> {
  const path = join(dataDir, 'database-passwords.json');
  const text = await readTextIfPresent(path);
  if (text === undefined) return createPasswords(path);
  try {
    return passwordsSchema.parse(JSON.parse(text));
  } catch (error) {
    const message = `${path} is damaged: delete it and start again, new passwords are then made.`;
    throw new StartError('data_folder', message, { cause: error });
  }
}

/** Only one process gets here: it holds the lock of the folder. */
async function createPasswords(path: string): Promise<DatabasePasswords> {
  const passwords: DatabasePasswords = {
    postgres: randomPassword(),
    authenticator: randomPassword(),
    supabase_auth_admin: randomPassword(),
    supabase_realtime_admin: randomPassword(),
    blunari_api: randomPassword(),
  };
  await writeFile(`${path}.new`, `${JSON.stringify(passwords, null, 2)}\n`, { mode: 0o600, flush: true });
  await rename(`${path}.new`, path);
  return passwords;
}

function randomPassword(): string {
  return randomBytes(24).toString('base64url');
}
