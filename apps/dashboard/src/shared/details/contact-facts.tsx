import type { ReactNode } from 'react';
import { Link } from '@blunari/ui/link';
import { languageName } from './language-name.ts';

export interface Contact {
  readonly phone: string;
  readonly email: string;
  /** What the guest wrote, line by line. */
  readonly notes: string;
  readonly locale: string;
}

/** How to reach a guest, and what they wrote. */
export function contactFacts({ phone, email, notes, locale }: Contact): { label: string; value: ReactNode }[] {
  return [
    { label: 'Phone', value: phone ? <PhoneLink phone={phone} /> : none },
    { label: 'E-mail', value: email ? <Link href={`mailto:${email}`}>{email}</Link> : none },
    {
      label: 'Wishes',
      value: notes ? (
        <p dir="auto" className="m-0 text-start whitespace-pre-line">
          {notes}
        </p>
      ) : (
        none
      ),
    },
    { label: 'Language', value: languageName(locale) },
  ];
}

const none = <span className="text-ink-3">None given</span>;

/** The number as it was typed; what is dialled has its digits only. */
function PhoneLink({ phone }: { phone: string }) {
  return (
    <Link href={`tel:${phone.replaceAll(/[^+\d]/g, '')}`} className="whitespace-nowrap">
      <bdi>{phone}</bdi>
    </Link>
  );
}
