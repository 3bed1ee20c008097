import { useWords } from '../i18n/words.ts';

interface SubmitButtonProps {
  readonly label: string;
  readonly isSending: boolean;
}

/** Busy keeps its width and its place in the tab order; the word beside the spinner says what happens. */
export function SubmitButton({ label, isSending }: SubmitButtonProps) {
  const { messages } = useWords();
  return (
    <button type="submit" className="bw-go" aria-disabled={isSending}>
      {isSending && <i className="bw-spinner" aria-hidden="true" />}
      {isSending ? messages.sending : label}
    </button>
  );
}
