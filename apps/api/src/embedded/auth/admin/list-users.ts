import { err, ok, type Result } from '@blunari/schema/result';
import { z } from 'zod';
import { authFailure, type AuthFailure } from '../auth-failure.ts';
import type { AuthService } from '../auth-service.ts';
import { selectUsers } from '../queries/select-users.ts';
import { userBody } from '../user.ts';

// The client sends empty strings for what its caller left out.
const numberSchema = (fallback: number, max: number) =>
  z.preprocess((text) => (text === '' ? undefined : text), z.coerce.number().int().min(1).max(max).default(fallback));

const pageSchema = z.object({ page: numberSchema(1, 1_000_000), per_page: numberSchema(50, 1000) });

export interface UserPage {
  readonly body: Record<string, unknown>;
  /** How a client learns of the other pages. */
  readonly headers: Readonly<Record<string, string>>;
}

/** `GET /admin/users?page=&per_page=`: the newest first. */
export async function listUsers(auth: AuthService, query: unknown): Promise<Result<UserPage, AuthFailure>> {
  const input = pageSchema.safeParse(query);
  if (!input.success)
    return err(authFailure('validation_failed', 'Bad Pagination Parameters: page and per_page, from 1'));
  const { page, per_page: perPage } = input.data;
  const { users, total } = await selectUsers(auth.pool, { limit: perPage, offset: (page - 1) * perPage });
  const lastPage = Math.max(1, Math.ceil(total / perPage));
  const linkTo = (target: number, rel: string) => `</admin/users?page=${target}&per_page=${perPage}>; rel="${rel}"`;
  const links = [...(page < lastPage ? [linkTo(page + 1, 'next')] : []), linkTo(lastPage, 'last')];
  return ok({
    body: { users: users.map(userBody), aud: 'authenticated' },
    headers: { 'x-total-count': String(total), link: links.join(', ') },
  });
}
