import process from 'node:process';

/** Login as the owner of the tables; `undefined` where `DATABASE_OWNER_URL` is unset or empty. */
export function readOwnerUrl(): string | undefined {
  return process.env['DATABASE_OWNER_URL'] || undefined;
}
