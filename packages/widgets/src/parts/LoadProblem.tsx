import { useWords } from '../i18n/words.ts';
import { Icon } from './Icon.tsx';

interface LoadProblemProps {
  readonly text: string;
  readonly onRetry: () => void;
}

/** Something did not load: a sentence, and a way to try again. */
export function LoadProblem({ text, onRetry }: LoadProblemProps) {
  const { messages } = useWords();
  return (
    <div className="bw-empty" role="alert">
      <p>{text}</p>
      <button type="button" className="bw-second" onClick={onRetry}>
        <Icon name="again" />
        {messages.retry}
      </button>
    </div>
  );
}
