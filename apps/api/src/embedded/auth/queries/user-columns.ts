/** What is read of a row `u` of `auth.users`: a `UserRow`. */
export const userColumns = `u.id, u.role, u.email, u.phone, u.encrypted_password, u.email_confirmed_at, u.invited_at,
  u.confirmation_sent_at, u.recovery_sent_at, u.email_change, u.email_change_sent_at, u.email_change_confirm_status,
  u.confirmed_at, u.last_sign_in_at, u.banned_until, u.deleted_at, u.created_at, u.updated_at, u.raw_app_meta_data, u.raw_user_meta_data,
  u.is_anonymous,
  coalesce((
    select jsonb_agg(jsonb_build_object(
      'identity_id', i.id, 'id', i.provider_id, 'user_id', i.user_id, 'identity_data', i.identity_data,
      'provider', i.provider, 'last_sign_in_at', i.last_sign_in_at, 'created_at', i.created_at,
      'updated_at', i.updated_at, 'email', i.email) order by i.created_at)
    from auth.identities i where i.user_id = u.id), '[]'::jsonb) as identities`;
