import { toAppError, type Database, type Tx } from '@blunari/db';
import { err, type Result } from '@blunari/schema/result';
import type { Caller } from './context.ts';
import { unwrap } from './unwrap.ts';

/** One transaction under the caller's row security; an expected failure becomes a failed call, a bug stays a throw. */
export async function asCaller<Value>(
  { db, caller }: { readonly db: Database; readonly caller: Caller },
  run: (tx: Tx) => Promise<Result<Value>>,
): Promise<Value> {
  return unwrap(await callAs(db, caller, run));
}

/** The same for who does not speak tRPC: an expected failure becomes a value. */
export async function callAs<Value>(
  db: Database,
  { userId, claims }: { readonly userId: string; readonly claims: Readonly<Record<string, unknown>> },
  run: (tx: Tx) => Promise<Result<Value>>,
): Promise<Result<Value>> {
  try {
    return await db.as({ role: 'authenticated', claims: { ...claims, sub: userId } }, run);
  } catch (error) {
    const known = toAppError(error);
    if (known.code === 'internal') throw error;
    return err(known);
  }
}
