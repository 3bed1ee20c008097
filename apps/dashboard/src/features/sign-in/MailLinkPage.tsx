import type { Result } from '@blunari/schema/result';
import { Link } from '@blunari/ui/link';
import { useEffect, useEffectEvent, useState } from 'react';
import type { MailLink } from '../../data/mail-link.ts';
import { useServices } from '../../data/services-context.ts';
import { ErrorScreen } from '../../shared/screens/ErrorScreen.tsx';
import { MessageScreen } from '../../shared/screens/MessageScreen.tsx';
import { NewPasswordPage } from './NewPasswordPage.tsx';

export interface MailLinkPageProps {
  link: MailLink;
  /** Signed in, and with a password where one was wanted. */
  onDone: () => void;
}

/** Where links of mails lead: signs in, and asks for a password where there is none. */
export function MailLinkPage({ link, onDone }: MailLinkPageProps) {
  if (link.kind === 'session') return <Entering link={link} onDone={onDone} />;
  if (link.kind === 'halfway') {
    return (
      <MessageScreen title="One more link" action={<Link href="/">To the dashboard</Link>}>
        <p className="m-0">That was one of two. Follow the link that we sent to your other address, too.</p>
      </MessageScreen>
    );
  }
  return <DeadLink />;
}

function DeadLink() {
  return (
    <MessageScreen
      title="This link does not work any more"
      action={
        <>
          <Link href="/forgot-password">Ask for a new link</Link>
          <Link href="/sign-in">Sign in</Link>
        </>
      }
    >
      <p className="m-0">It was followed before, is too old, or a newer one was sent. The newest link works.</p>
    </MessageScreen>
  );
}

function Entering({ link, onDone }: { link: Extract<MailLink, { kind: 'session' }>; onDone: () => void }) {
  const { session } = useServices();
  const [outcome, setOutcome] = useState<Result<{ email: string }> | null>(null);
  const finish = (result: Result<{ email: string }>) => {
    setOutcome(result);
    if (result.ok && link.passwordFor === null) onDone();
  };
  const finishFirst = useEffectEvent(finish);
  useEffect(() => {
    void session.enterByLink(link.tokens).then((result) => finishFirst(result));
  }, [session, link]);
  if (outcome === null) return null;
  if (!outcome.ok) {
    if (outcome.error.code === 'not_signed_in') return <DeadLink />;
    const retry = () => void session.enterByLink(link.tokens).then(finish);
    return <ErrorScreen message={outcome.error.message} onRetry={retry} />;
  }
  if (link.passwordFor === null) return null;
  return <NewPasswordPage email={outcome.value.email} reason={link.passwordFor} onChosen={onDone} />;
}
