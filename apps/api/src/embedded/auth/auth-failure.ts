/** The reasons of GoTrue that this server gives, with the status each one travels with. The client acts on both. */
export const failureStatus = {
  validation_failed: 400,
  bad_json: 400,
  invalid_credentials: 400,
  email_not_confirmed: 400,
  user_banned: 400,
  refresh_token_not_found: 400,
  refresh_token_already_used: 400,
  session_expired: 400,
  bad_code_verifier: 400,
  phone_provider_disabled: 400,
  provider_disabled: 400,
  current_password_required: 400,
  current_password_invalid: 400,
  reauthentication_needed: 400,
  no_authorization: 401,
  bad_jwt: 403,
  session_not_found: 403,
  not_admin: 403,
  insufficient_aal: 403,
  otp_expired: 403,
  user_not_found: 404,
  mfa_factor_not_found: 404,
  flow_state_not_found: 404,
  flow_state_expired: 403,
  saml_provider_disabled: 404,
  manual_linking_disabled: 404,
  feature_disabled: 404,
  passkey_disabled: 404,
  request_too_large: 413,
  signup_disabled: 422,
  anonymous_provider_disabled: 422,
  user_already_exists: 422,
  email_exists: 422,
  weak_password: 422,
  same_password: 422,
  reauthentication_not_valid: 422,
  otp_disabled: 422,
  web3_provider_disabled: 422,
  mfa_totp_enroll_not_enabled: 422,
  mfa_phone_enroll_not_enabled: 422,
  mfa_webauthn_enroll_not_enabled: 422,
  mfa_recovery_codes_enroll_not_enabled: 422,
  mfa_recovery_codes_verify_not_enabled: 422,
  over_request_rate_limit: 429,
  over_email_send_rate_limit: 429,
  unexpected_failure: 500,
} as const;

export type FailureCode = keyof typeof failureStatus;

export interface AuthFailure {
  readonly code: FailureCode;
  readonly message: string;
  /** Where it is not the one of the code. */
  readonly status?: number;
  /** For a rate limit: when trying again makes sense. */
  readonly retryAfterMs?: number;
}

export function authFailure(code: FailureCode, message: string): AuthFailure {
  return { code, message };
}

/** The status that a failure travels with. */
export function statusOf({ code, status }: AuthFailure): number {
  return status ?? failureStatus[code];
}

export function tooManyAttempts(retryAfterMs: number): AuthFailure {
  const minutes = Math.ceil(retryAfterMs / 60_000);
  const message = `Too many attempts. Try again in ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}.`;
  return { ...authFailure('over_request_rate_limit', message), retryAfterMs };
}

export function emailTaken(): AuthFailure {
  return authFailure('email_exists', 'A user with this email address has already been registered');
}

/** The two bodies of GoTrue: the older one, and the one for clients that name an API version. */
export function failureBody(failure: AuthFailure, apiVersion: string | undefined): Record<string, unknown> {
  const { code, message } = failure;
  const weakness = code === 'weak_password' ? { weak_password: { reasons: ['length'] } } : {};
  if (apiVersion !== undefined && apiVersion >= API_VERSION) return { code, message, ...weakness };
  return { code: statusOf(failure), error_code: code, msg: message, ...weakness };
}

export const API_VERSION_HEADER = 'x-supabase-api-version';

/** From this version of the API on, `code` of a failure is its word and not its status. */
export const API_VERSION = '2024-01-01';
