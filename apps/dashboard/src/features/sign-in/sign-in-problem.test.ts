import { expect, it } from 'vitest';
import { signInProblem } from './sign-in-problem.ts';

it('names the first field that stands in the way', () => {
  expect(signInProblem(' ', '')).toMatchObject({ field: 'email' });
  expect(signInProblem('giulia', 'secret')).toMatchObject({ field: 'email' });
  expect(signInProblem('giulia@example.com', '')).toMatchObject({ field: 'password' });
  expect(signInProblem(' giulia@example.com ', 'secret')).toBeNull();
});
