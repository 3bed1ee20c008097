import { z } from 'zod';

const metadataSchema = z
  .record(z.string(), z.unknown())
  .nullish()
  .transform((metadata) => metadata ?? {});
const instantSchema = z.date().nullable();

/** A row of `auth.users` with its identities, as `selectUser` reads it. */
export const userRowSchema = z.object({
  id: z.uuid(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  encrypted_password: z.string().nullable(),
  email_confirmed_at: instantSchema,
  confirmed_at: instantSchema,
  last_sign_in_at: instantSchema,
  banned_until: instantSchema,
  created_at: instantSchema,
  updated_at: instantSchema,
  raw_app_meta_data: metadataSchema,
  raw_user_meta_data: metadataSchema,
  is_anonymous: z.boolean(),
  identities: z.array(z.record(z.string(), z.unknown())),
});

export type UserRow = z.infer<typeof userRowSchema>;

/** A user in the words of GoTrue. The password's hash never leaves. */
export function userBody(row: UserRow): Record<string, unknown> {
  return {
    id: row.id,
    aud: 'authenticated',
    role: 'authenticated',
    email: row.email ?? '',
    email_confirmed_at: row.email_confirmed_at,
    phone: row.phone ?? '',
    confirmed_at: row.confirmed_at,
    last_sign_in_at: row.last_sign_in_at,
    app_metadata: row.raw_app_meta_data,
    user_metadata: row.raw_user_meta_data,
    identities: row.identities,
    created_at: row.created_at,
    updated_at: row.updated_at,
    is_anonymous: row.is_anonymous,
  };
}
