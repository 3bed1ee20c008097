import { err, ok, type Result } from '@blunari/schema/result';
import { z } from 'zod';
import { authFailure, type AuthFailure } from '../auth-failure.ts';
import type { AuthService } from '../auth-service.ts';
import { deleteUserRow } from '../queries/delete-user-row.ts';
import { forgetUser } from '../queries/forget-user.ts';
import { findUser } from './find-user.ts';

const deleteSchema = z.object({ should_soft_delete: z.boolean().nullish() }).nullish();

/** `DELETE /admin/users/:id`. Softly: the row stays, without what says whose it was. Either way nobody can sign in with it. */
export async function deleteUserAsAdmin(
  auth: AuthService,
  id: string,
  body: unknown,
): Promise<Result<Record<string, never>, AuthFailure>> {
  const input = deleteSchema.safeParse(body);
  if (!input.success) return err(authFailure('validation_failed', 'should_soft_delete must be a boolean'));
  const found = await findUser(auth, id);
  if (!found.ok) return found;
  if (!input.data?.should_soft_delete) await deleteUserRow(auth.pool, id);
  else if (!found.value.deleted_at) await forgetUser(auth.pool, id, new Date(auth.clock.now()));
  return ok({});
}
