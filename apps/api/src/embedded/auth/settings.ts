import type { AuthService } from './auth-service.ts';

/** `GET /settings`: which ways to sign in there are. */
export function settingsBody(auth: AuthService): Record<string, unknown> {
  return {
    external: { email: true, phone: false, anonymous_users: false },
    disable_signup: !auth.isSignupEnabled,
    mailer_autoconfirm: !auth.confirmsEmail,
    phone_autoconfirm: false,
    sms_provider: '',
    saml_enabled: false,
  };
}
