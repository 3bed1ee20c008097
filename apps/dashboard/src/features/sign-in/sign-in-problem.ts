export interface SignInProblem {
  /** `form`: the attempt as a whole failed. */
  readonly field: 'email' | 'password' | 'form';
  readonly message: string;
}

/** What is missing before the server need be asked. */
export function signInProblem(email: string, password: string): SignInProblem | null {
  const message = emailProblem(email);
  if (message !== undefined) return { field: 'email', message };
  if (password === '') return { field: 'password', message: 'Please enter your password.' };
  return null;
}

export function emailProblem(email: string): string | undefined {
  const trimmed = email.trim();
  if (trimmed === '') return 'Please enter your e-mail address.';
  if (!/^[^\s@]+@[^\s@]+$/.test(trimmed)) return 'This e-mail address looks incomplete.';
  return undefined;
}

/** As Auth counts: six characters at least, and no more than bcrypt reads. */
export function newPasswordProblem(password: string): string | undefined {
  if (password === '') return 'Please enter a password.';
  if (Array.from(password).length < 6) return 'Please take six characters or more.';
  if (new TextEncoder().encode(password).length > 72) return 'Please take a shorter one: 72 characters at most.';
  return undefined;
}
