import { appError, type AppError } from '@blunari/schema/errors';
import { type AuthError, isAuthRetryableFetchError } from '@supabase/supabase-js';

export function noAnswer(): AppError {
  return appError('unavailable', 'We got no answer. Check the connection and try again.');
}

/** Why no mail was asked for. */
export function mailProblem(error: AuthError): AppError {
  if (isAuthRetryableFetchError(error)) return noAnswer();
  if (error.status === 429) {
    return appError('rate_limited', 'A mail was asked for a moment ago. Please wait a minute, then try again.');
  }
  return appError('invalid_input', 'This e-mail address is not one. Please check it.');
}

/** Why a new password was not taken. */
export function passwordProblem(error: AuthError): AppError {
  if (isAuthRetryableFetchError(error)) return noAnswer();
  if (error.code === 'same_password') {
    return appError('invalid_input', 'This is the password you have already. Please choose another one.');
  }
  if (error.code === 'weak_password') {
    return appError('invalid_input', 'This password is too easy to guess. Please choose a longer one.');
  }
  if (error.status === 429) return appError('rate_limited', 'Too many tries. Please wait a minute, then try again.');
  return appError('invalid_input', 'This password was not taken. Please ask for a new link and try again.');
}
