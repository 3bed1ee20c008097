import { randomUUID } from 'node:crypto';

export interface PendingUser {
  readonly id: string;
  readonly email: string;
  readonly data: Record<string, unknown>;
  readonly at: Date;
}

/**
 * Somebody who is to confirm an address, made of the request alone: an account that is there already answers with nothing of
 * its own, so that nobody learns of it.
 */
export function pendingUserBody({ id, email, data, at }: PendingUser): Record<string, unknown> {
  const identityData = { ...data, email, email_verified: false, phone_verified: false, sub: id };
  const times = { created_at: at, updated_at: at };
  return {
    id,
    aud: 'authenticated',
    role: 'authenticated',
    email,
    phone: '',
    confirmation_sent_at: at,
    app_metadata: { provider: 'email', providers: ['email'] },
    user_metadata: { ...data, email_verified: false },
    identities: [
      {
        identity_id: randomUUID(),
        id,
        user_id: id,
        identity_data: identityData,
        provider: 'email',
        last_sign_in_at: at,
        ...times,
        email,
      },
    ],
    ...times,
    is_anonymous: false,
  };
}
