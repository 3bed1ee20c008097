import type { BookingReceipt } from '@blunari/schema/booking';
import { useWords } from '../i18n/words.ts';
import { EarlierTry } from '../parts/EarlierTry.tsx';

interface EarlierStepProps {
  readonly earlier: BookingReceipt;
  readonly today: string;
  readonly onKeep: () => void;
  readonly onAnother: () => void;
}

/** The booking that is there already; what is chosen now stands in the chips above it. */
export function EarlierStep({ earlier, today, onKeep, onAnother }: EarlierStepProps) {
  const { messages, formats } = useWords();
  return (
    <EarlierTry
      title={messages.earlierBooking}
      text={messages.earlierBookingText}
      facts={[
        { term: messages.when, value: `${formats.day(earlier.localDate, today)}, ${formats.time(earlier.localTime)}` },
        { term: messages.party, value: messages.guests(earlier.partySize) },
        { term: messages.reference, value: earlier.reference },
      ]}
      keepLabel={messages.keepBooking}
      anotherLabel={messages.bookAnother}
      onKeep={onKeep}
      onAnother={onAnother}
    />
  );
}
