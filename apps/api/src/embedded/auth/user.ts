import { z } from 'zod';

const metadataSchema = z
  .record(z.string(), z.unknown())
  .nullish()
  .transform((metadata) => metadata ?? {});
const instantSchema = z.date().nullable();

/** A row of `auth.users` with its identities, as `selectUser` reads it. */
export const userRowSchema = z.object({
  id: z.uuid(),
  role: z.string().nullable(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  encrypted_password: z.string().nullable(),
  email_confirmed_at: instantSchema,
  invited_at: instantSchema,
  confirmation_sent_at: instantSchema,
  recovery_sent_at: instantSchema,
  email_change: z.string().nullable(),
  email_change_sent_at: instantSchema,
  email_change_confirm_status: z.number().nullable(),
  confirmed_at: instantSchema,
  last_sign_in_at: instantSchema,
  banned_until: instantSchema,
  deleted_at: instantSchema,
  created_at: instantSchema,
  updated_at: instantSchema,
  raw_app_meta_data: metadataSchema,
  raw_user_meta_data: metadataSchema,
  is_anonymous: z.boolean(),
  identities: z.array(z.record(z.string(), z.unknown())),
});

export type UserRow = z.infer<typeof userRowSchema>;

export function isBanned({ banned_until: until }: UserRow, now: Date): boolean {
  return until !== null && until > now;
}

/** A user in the words of GoTrue, which leaves out what is not there. The password's hash never leaves. */
export function userBody(row: UserRow): Record<string, unknown> {
  const whenThere = {
    email_confirmed_at: row.email_confirmed_at,
    invited_at: row.invited_at,
    confirmation_sent_at: row.confirmation_sent_at,
    recovery_sent_at: row.recovery_sent_at,
    new_email: row.email_change,
    email_change_sent_at: row.email_change_sent_at,
    confirmed_at: row.confirmed_at,
    last_sign_in_at: row.last_sign_in_at,
    banned_until: row.banned_until,
    deleted_at: row.deleted_at,
  };
  return {
    id: row.id,
    aud: 'authenticated',
    role: row.role ?? 'authenticated',
    email: row.email ?? '',
    phone: row.phone ?? '',
    ...Object.fromEntries(Object.entries(whenThere).filter(([, value]) => value !== null && value !== '')),
    app_metadata: row.raw_app_meta_data,
    user_metadata: row.raw_user_meta_data,
    identities: row.identities,
    created_at: row.created_at,
    updated_at: row.updated_at,
    is_anonymous: row.is_anonymous,
  };
}
