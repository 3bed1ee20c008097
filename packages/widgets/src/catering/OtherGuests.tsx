import { useWords } from '../i18n/words.ts';
import { CallLink } from '../parts/CallLink.tsx';

interface OtherGuestsProps {
  /** E.164; empty when the restaurant gives none. */
  readonly phone: string;
}

/** For a number of guests beyond the limits: the way to ask for it all the same, where there is one. */
export function OtherGuests({ phone }: OtherGuestsProps) {
  const { messages } = useWords();
  if (phone === '') return null;
  return (
    <output className="bw-other-guests">
      <p>{messages.otherGuests}</p>
      <CallLink phone={phone} />
    </output>
  );
}
