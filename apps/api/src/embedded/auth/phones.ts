import { z } from 'zod';
import { authFailure, type AuthFailure } from './auth-failure.ts';

const phoneSchema = z.object({ phone: z.string().min(1), email: z.string().max(0).nullish() });

/** Whether a body names its person by a phone number alone. */
export function isByPhone(body: unknown): boolean {
  return phoneSchema.safeParse(body).success;
}

export function noPhones(message: string): AuthFailure {
  return authFailure('phone_provider_disabled', message);
}
