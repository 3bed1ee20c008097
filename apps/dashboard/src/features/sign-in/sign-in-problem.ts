export interface SignInProblem {
  /** `form`: the attempt as a whole failed. */
  readonly field: 'email' | 'password' | 'form';
  readonly message: string;
}

/** What is missing before the server need be asked. */
export function signInProblem(email: string, password: string): SignInProblem | null {
  const trimmed = email.trim();
  if (trimmed === '') return { field: 'email', message: 'Please enter your e-mail address.' };
  if (!/^[^\s@]+@[^\s@]+$/.test(trimmed)) return { field: 'email', message: 'This e-mail address looks incomplete.' };
  if (password === '') return { field: 'password', message: 'Please enter your password.' };
  return null;
}
