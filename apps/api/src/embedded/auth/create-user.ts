import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import { hashPassword } from './passwords.ts';
import { insertUser } from './queries/insert-user.ts';
import { selectUser } from './queries/select-user.ts';

export interface NewUser {
  /** Fixed where other rows point at it. Default: a random one. */
  readonly id?: string;
  readonly email: string;
  readonly password: string;
  readonly appMetadata?: Record<string, unknown>;
  readonly userMetadata?: Record<string, unknown>;
}

/**
 * Makes a confirmed user who can sign in at once, unless there is one of that address already; returns the id either way.
 * Somebody who exists keeps password and metadata, so that a seed can run at every start.
 */
export async function createUser(pool: Pool, user: NewUser): Promise<{ id: string; wasCreated: boolean }> {
  const known = await selectUser(pool, { email: user.email });
  if (known) return { id: known.id, wasCreated: false };
  const id = user.id ?? randomUUID();
  const now = new Date();
  const wasCreated = await insertUser(pool, {
    id,
    email: user.email,
    passwordHash: await hashPassword(user.password),
    appMetadata: { provider: 'email', providers: ['email'], ...user.appMetadata },
    userMetadata: user.userMetadata ?? {},
    createdAt: now,
    confirmedAt: now,
  });
  if (wasCreated) return { id, wasCreated };
  const winner = await selectUser(pool, { email: user.email });
  if (!winner) throw new Error(`The id ${id} belongs to a user of another address than ${user.email}.`);
  return { id: winner.id, wasCreated: false };
}
