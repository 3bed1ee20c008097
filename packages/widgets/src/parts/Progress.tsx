import { useWords } from '../i18n/words.ts';

interface ProgressProps {
  /** From 1. */
  readonly current: number;
  readonly total: number;
}

export function Progress({ current, total }: ProgressProps) {
  const { messages } = useWords();
  return (
    <div className="bw-progress">
      <span className="bw-hidden">{messages.step(current, total)}</span>
      {Array.from({ length: total }, (_, index) => (
        <i key={index} data-on={index < current} />
      ))}
    </div>
  );
}
