import { expect, it } from 'vitest';
import { newPasswordProblem, signInProblem } from './sign-in-problem.ts';

it('names the first field that stands in the way', () => {
  expect(signInProblem(' ', '')).toMatchObject({ field: 'email' });
  expect(signInProblem('giulia', 'secret')).toMatchObject({ field: 'email' });
  expect(signInProblem('giulia@example.com', '')).toMatchObject({ field: 'password' });
  expect(signInProblem(' giulia@example.com ', 'secret')).toBeNull();
});

it('says what a new password needs', () => {
  expect(newPasswordProblem('')).toMatch(/enter a password/);
  expect(newPasswordProblem('🍕🍕🍕🍕🍕')).toMatch(/six/);
  expect(newPasswordProblem('🍕🍕🍕🍕🍕🍕')).toBeUndefined();
  expect(newPasswordProblem('x'.repeat(72))).toBeUndefined();
  expect(newPasswordProblem('x'.repeat(73))).toMatch(/shorter/);
});
