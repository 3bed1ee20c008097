import type { RequestReceipt } from '@blunari/schema/catering';
import { useWords } from '../i18n/words.ts';
import { EarlierTry } from '../parts/EarlierTry.tsx';
import { factsOf } from './facts-of.ts';

interface EarlierStepProps {
  readonly earlier: RequestReceipt;
  readonly today: string;
  readonly onKeep: () => void;
  readonly onAnother: () => void;
}

/** The request that has been taken in already; what is chosen now stands in the chips above it. */
export function EarlierStep({ earlier, today, onKeep, onAnother }: EarlierStepProps) {
  const words = useWords();
  const { messages } = words;
  return (
    <EarlierTry
      title={messages.earlierRequest}
      text={messages.earlierRequestText}
      facts={[...factsOf(earlier, words, today), { term: messages.reference, value: earlier.reference }]}
      keepLabel={messages.keepRequest}
      anotherLabel={messages.anotherRequest}
      onKeep={onKeep}
      onAnother={onAnother}
    />
  );
}
