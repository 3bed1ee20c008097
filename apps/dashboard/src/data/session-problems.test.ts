import { AuthApiError, AuthRetryableFetchError } from '@supabase/supabase-js';
import { expect, it } from 'vitest';
import { mailProblem, passwordProblem } from './session-problems.ts';

const refusal = (status: number, code: string) => new AuthApiError('words of the server', status, code);

it.each([
  [new AuthRetryableFetchError('', 503), 'unavailable', /no answer/],
  [refusal(429, 'over_email_send_rate_limit'), 'rate_limited', /wait a minute/],
  [refusal(400, 'validation_failed'), 'invalid_input', /e-mail address/],
])('says why no mail was asked for: %s', (error, code, words) => {
  expect(mailProblem(error)).toMatchObject({ code, message: expect.stringMatching(words) });
});

it.each([
  [new AuthRetryableFetchError('', 0), 'unavailable', /no answer/],
  [refusal(422, 'same_password'), 'invalid_input', /have already/],
  [refusal(422, 'weak_password'), 'invalid_input', /longer/],
  [refusal(429, 'over_request_rate_limit'), 'rate_limited', /wait/],
  [refusal(403, 'session_not_found'), 'invalid_input', /new link/],
])('says why a password was not taken: %s', (error, code, words) => {
  expect(passwordProblem(error)).toMatchObject({ code, message: expect.stringMatching(words) });
});
