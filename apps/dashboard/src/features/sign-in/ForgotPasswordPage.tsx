import { Button } from '@blunari/ui/button';
import { Link } from '@blunari/ui/link';
import { TextField } from '@blunari/ui/text-field';
import { useState } from 'react';
import { useServices } from '../../data/services-context.ts';
import { MessageScreen } from '../../shared/screens/MessageScreen.tsx';
import { SignInFrame } from './SignInFrame.tsx';
import { emailProblem } from './sign-in-problem.ts';

export interface ForgotPasswordPageProps {
  /** Where the link of the mail leads, as a whole address. */
  landingUrl: string;
}

/** Asks for the mail with which a new password is chosen. */
export function ForgotPasswordPage({ landingUrl }: ForgotPasswordPageProps) {
  const { session } = useServices();
  const [email, setEmail] = useState('');
  const [problem, setProblem] = useState<string>();
  const [sentTo, setSentTo] = useState<string>();
  const [isBusy, setIsBusy] = useState(false);

  const ask = async () => {
    const missing = emailProblem(email);
    setProblem(missing);
    if (missing !== undefined) return;
    setIsBusy(true);
    const outcome = await session.askForPasswordLink(email.trim(), landingUrl);
    setIsBusy(false);
    if (outcome.ok) setSentTo(email.trim());
    else setProblem(outcome.error.message);
  };

  if (sentTo !== undefined) return <MailSent email={sentTo} />;
  return (
    <SignInFrame
      title="Forgot password"
      heading="Choose a new password"
      subtitle="We send you a link that signs you in, so that you can choose one."
      onSubmit={() => void ask()}
    >
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
        error={problem}
      />
      <Button type="submit" variant="filled" size="lg" isWide isBusy={isBusy} className="mt-4">
        Send the link
      </Button>
      <p className="mt-5 mb-0 text-13">
        <Link href="/sign-in">Back to sign-in</Link>
      </p>
    </SignInFrame>
  );
}

/** Says the same whether there is an account: strangers learn nothing here. */
function MailSent({ email }: { email: string }) {
  return (
    <MessageScreen title="Look into your mails" action={<Link href="/sign-in">Back to sign-in</Link>}>
      <output className="block">
        If {email} has an account, a link is on its way. It works once, within an hour. Nothing there? Look among the
        unwanted mails.
      </output>
    </MessageScreen>
  );
}
