import { Button } from '@blunari/ui/button';
import { Link } from '@blunari/ui/link';
import { Note } from '@blunari/ui/note';
import { PasswordField } from '@blunari/ui/password-field';
import { TextField } from '@blunari/ui/text-field';
import { useEffect, useRef, useState } from 'react';
import { useServices } from '../../data/services-context.ts';
import { MockPeople } from './MockPeople.tsx';
import { SignInFrame } from './SignInFrame.tsx';
import { type SignInProblem, signInProblem } from './sign-in-problem.ts';

export interface SignInPageProps {
  wasEnded: boolean;
  onSignedIn: () => void;
}

export function SignInPage({ wasEnded, onSignedIn }: SignInPageProps) {
  const { session, mock } = useServices();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [problem, setProblem] = useState<SignInProblem | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  // The first field that is wrong gets the focus, once it is marked as such.
  useEffect(() => {
    if (problem) form.current?.querySelector<HTMLInputElement>('[aria-invalid]')?.focus();
  }, [problem]);

  const signIn = async () => {
    const missing = signInProblem(email, password);
    setProblem(missing);
    if (missing) return;
    setIsBusy(true);
    const outcome = await session.signIn(email.trim(), password);
    setIsBusy(false);
    if (outcome.ok) return onSignedIn();
    setProblem({ field: outcome.error.code === 'not_signed_in' ? 'password' : 'form', message: outcome.error.message });
  };
  const errorAt = (field: SignInProblem['field']) => (problem?.field === field ? problem.message : undefined);

  return (
    <SignInFrame
      title="Sign in"
      heading="Sign in to Blunari"
      subtitle="Booking and catering widgets for your restaurant"
      formRef={form}
      onSubmit={() => void signIn()}
    >
      {wasEnded && <EndedNote />}
      <TextField
        label="E-mail"
        type="email"
        name="email"
        autoComplete="username"
        inputMode="email"
        size="lg"
        // The page has this one purpose.
        // oxlint-disable-next-line jsx-a11y/no-autofocus -- see above
        autoFocus
        value={email}
        onChange={setEmail}
        error={errorAt('email')}
      />
      <PasswordField
        label="Password"
        labelEnd={<Link href="/forgot-password">Forgot it?</Link>}
        showLabel="Show"
        hideLabel="Hide"
        name="password"
        autoComplete="current-password"
        size="lg"
        className="mt-2"
        value={password}
        onChange={setPassword}
        error={errorAt('password')}
      />
      {problem?.field === 'form' && (
        <Note tone="negative" isAlert className="mb-3">
          {problem.message}
        </Note>
      )}
      <Button type="submit" variant="filled" size="lg" isWide isBusy={isBusy} className="mt-4">
        Sign in
      </Button>
      {mock ? (
        <MockPeople mock={mock} onSignedIn={onSignedIn} />
      ) : (
        <p className="mt-5 mb-0 text-13 text-ink-2">New here? Your restaurant’s owner can invite you.</p>
      )}
    </SignInFrame>
  );
}

/** Nobody is known yet, and others work on this device too: so it counts nobody's changes. */
function EndedNote() {
  return (
    <Note className="mb-5">
      You were signed out. Changes of yours that were not sent yet are kept on this device: the editor sends them when
      you are back, and a form shows them again and waits for Save.
    </Note>
  );
}
