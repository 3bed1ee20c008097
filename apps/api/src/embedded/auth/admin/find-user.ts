import { err, ok, type Result } from '@blunari/schema/result';
import { z } from 'zod';
import { authFailure, type AuthFailure } from '../auth-failure.ts';
import type { AuthService } from '../auth-service.ts';
import { selectUser } from '../queries/select-user.ts';
import type { UserRow } from '../user.ts';

/** The user of a path, also a softly deleted one. */
export async function findUser(auth: AuthService, id: string): Promise<Result<UserRow, AuthFailure>> {
  if (!z.uuid().safeParse(id).success) {
    return err({ ...authFailure('validation_failed', 'user_id must be an UUID'), status: 404 });
  }
  const user = await selectUser(auth.pool, { id, includesDeleted: true });
  return user ? ok(user) : err(authFailure('user_not_found', 'User not found'));
}
