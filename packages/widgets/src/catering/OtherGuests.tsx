import { useEffect, useRef } from 'react';
import { useWords } from '../i18n/words.ts';
import { CallLink } from '../parts/CallLink.tsx';

interface OtherGuestsProps {
  /** E.164. */
  readonly phone: string;
}

/** For a number of guests beyond the limits: the way to ask for it all the same. */
export function OtherGuests({ phone }: OtherGuestsProps) {
  const { messages } = useWords();
  const root = useRef<HTMLOutputElement>(null);
  // On phones it comes up behind the bar with the next step.
  useEffect(() => {
    // Newer browsers answer with a promise, which is no way to end an effect.
    root.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  return (
    <output className="bw-other-guests" ref={root}>
      <p>{messages.otherGuests}</p>
      <CallLink phone={phone} />
    </output>
  );
}
