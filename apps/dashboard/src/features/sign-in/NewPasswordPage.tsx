import { Button } from '@blunari/ui/button';
import { Note } from '@blunari/ui/note';
import { PasswordField } from '@blunari/ui/password-field';
import { TextField } from '@blunari/ui/text-field';
import { useState } from 'react';
import { useServices } from '../../data/services-context.ts';
import { SignInFrame } from './SignInFrame.tsx';
import { newPasswordProblem } from './sign-in-problem.ts';

export interface NewPasswordPageProps {
  /** Whose password it will be. */
  email: string;
  /** What the mail was for: a password that was forgotten, or a first one. */
  reason: 'recovery' | 'invite';
  onChosen: () => void;
}

/** For somebody whom a link of a mail signed in: recovered or invited. */
export function NewPasswordPage({ email, reason, onChosen }: NewPasswordPageProps) {
  const { session } = useServices();
  const [password, setPassword] = useState('');
  const [problem, setProblem] = useState<string>();
  const [failure, setFailure] = useState<string>();
  const [isBusy, setIsBusy] = useState(false);

  const choose = async () => {
    const missing = newPasswordProblem(password);
    setProblem(missing);
    setFailure(undefined);
    if (missing !== undefined) return;
    setIsBusy(true);
    const outcome = await session.choosePassword(password);
    setIsBusy(false);
    if (outcome.ok) onChosen();
    else if (outcome.error.code === 'invalid_input') setProblem(outcome.error.message);
    else setFailure(outcome.error.message);
  };

  return (
    <SignInFrame title="Choose a password" {...HEADS[reason]} onSubmit={() => void choose()}>
      {/* Password managers keep both together. */}
      <TextField label="E-mail" type="email" name="email" autoComplete="username" size="lg" isReadOnly value={email} />
      <PasswordField
        label="New password"
        showLabel="Show"
        hideLabel="Hide"
        name="new-password"
        autoComplete="new-password"
        size="lg"
        className="mt-2"
        hint="Six characters or more"
        // The page has this one purpose.
        // oxlint-disable-next-line jsx-a11y/no-autofocus -- see above
        autoFocus
        value={password}
        onChange={setPassword}
        error={problem}
      />
      {failure !== undefined && (
        <Note tone="negative" isAlert className="mb-3">
          {failure}
        </Note>
      )}
      <Button type="submit" variant="filled" size="lg" isWide isBusy={isBusy} className="mt-4">
        Keep this password
      </Button>
    </SignInFrame>
  );
}

const HEADS = {
  recovery: {
    heading: 'Choose a password',
    subtitle: 'From now on you sign in with it. Other devices are signed out.',
  },
  invite: { heading: 'Welcome to Blunari', subtitle: 'Choose the password that you sign in with from now on.' },
} as const;
