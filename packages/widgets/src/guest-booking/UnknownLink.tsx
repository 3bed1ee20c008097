import type { Place } from '@blunari/schema/config';
import { useWords } from '../i18n/words.ts';
import { CallLink } from '../parts/CallLink.tsx';

/** A link that leads to no booking: mistyped, cut off by a mail program, or of a booking that is no more. */
export function UnknownLink({ place }: { readonly place: Place }) {
  const { messages } = useWords();
  return (
    <div role="alert">
      <h2>{messages.bookingUnknown}</h2>
      <p className="bw-sub bw-intro">{messages.bookingUnknownText}</p>
      {place.phone !== '' && <CallLink phone={place.phone} isMain />}
    </div>
  );
}
