import { createFileRoute } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { readMailLink } from '../data/mail-link.ts';
import { MailLinkPage } from '../features/sign-in/MailLinkPage.tsx';

export const Route = createFileRoute('/mail-link')({ component: ArrivalByMail });

function ArrivalByMail() {
  const navigate = Route.useNavigate();
  const [link] = useState(() => readMailLink(window.location.hash));
  // The tokens leave the address bar and the history as soon as they are read.
  useEffect(() => {
    void navigate({ hash: '', replace: true });
  }, [navigate]);
  return <MailLinkPage link={link} onDone={() => void navigate({ to: '/', replace: true })} />;
}
