import type { RequestReceipt } from '@blunari/schema/catering';
import type { PublicCateringConfig } from '@blunari/schema/config';
import { pickText } from '@blunari/schema/localized';
import { useWords } from '../i18n/words.ts';
import { FactList } from '../parts/FactList.tsx';
import { Icon } from '../parts/Icon.tsx';
import { Notice } from '../parts/Notice.tsx';
import { factsOf } from './facts-of.ts';

interface SentStepProps {
  readonly config: PublicCateringConfig;
  readonly receipt: RequestReceipt;
  readonly email: string;
  readonly today: string;
  readonly isPreview: boolean;
  readonly onAgain: () => void;
}

export function SentStep({ config, receipt, email, today, isPreview, onAgain }: SentStepProps) {
  const words = useWords();
  const { messages, locale, defaultLocale } = words;
  const facts = [
    ...factsOf(receipt, words, today),
    ...(isPreview ? [] : [{ term: messages.reference, value: receipt.reference }]),
  ];
  return (
    <div className="bw-done">
      {isPreview && <Notice>{messages.preview}</Notice>}
      <span className="bw-ok">
        <Icon name="tick" size={20} />
      </span>
      <h2 className="bw-done-title" data-step-title tabIndex={-1}>
        {messages.requestSent}
      </h2>
      <output className="bw-sub">
        {pickText(config.texts.success, locale, defaultLocale, messages.requestSentText(email))}
      </output>
      <div className="bw-two">
        <FactList facts={facts} />
        <div className="bw-acts">
          <button type="button" className="bw-second" onClick={onAgain}>
            {messages.anotherRequest}
          </button>
        </div>
      </div>
    </div>
  );
}
