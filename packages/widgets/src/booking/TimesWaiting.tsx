import { useOnline } from '../flow/use-online.ts';
import { useWords } from '../i18n/words.ts';
import { LoadProblem } from '../parts/LoadProblem.tsx';

/** The real layout, in outline; it shows only when the answer takes longer than a blink (150 ms, in the style sheet). */
export function TimesSkeleton() {
  const { messages } = useWords();
  return (
    <div className="bw-skeleton">
      <span className="bw-hidden">{messages.loadingTimes}</span>
      <i className="bw-bone bw-bone-title" />
      <div className="bw-times" aria-hidden="true">
        {Array.from({ length: 9 }, (_, index) => (
          <i key={index} className="bw-bone" />
        ))}
      </div>
    </div>
  );
}

interface TimesProblemProps {
  readonly onRetry: () => void;
}

export function TimesProblem({ onRetry }: TimesProblemProps) {
  const { messages } = useWords();
  const isOnline = useOnline();
  return <LoadProblem text={isOnline ? messages.timesFailed : messages.timesOffline} onRetry={onRetry} />;
}
