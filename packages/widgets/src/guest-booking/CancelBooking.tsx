import { useWords } from '../i18n/words.ts';

interface CancelBookingProps {
  readonly isAsked: boolean;
  readonly isSending: boolean;
  /** The guest wants to cancel, or to keep the booking after all. */
  readonly onAsk: (isAsked: boolean) => void;
  readonly onCancel: () => void;
}

/** Two presses, so that a slip of the thumb gives no table away. */
export function CancelBooking({ isAsked, isSending, onAsk, onCancel }: CancelBookingProps) {
  const { messages } = useWords();
  if (!isAsked) {
    return (
      <button type="button" className="bw-second" onClick={() => onAsk(true)}>
        {messages.cancelBooking}
      </button>
    );
  }
  return (
    <>
      <h2 className="bw-gone-title" data-step-title tabIndex={-1}>
        {messages.cancelSure}
      </h2>
      <button type="button" className="bw-go" aria-disabled={isSending} onClick={onCancel}>
        {isSending && <i className="bw-spinner" aria-hidden="true" />}
        {isSending ? messages.sending : messages.cancelYes}
      </button>
      <button type="button" className="bw-second" onClick={() => onAsk(false)}>
        {messages.keepBooking}
      </button>
    </>
  );
}
