import { FactList } from './FactList.tsx';
import { Notice } from './Notice.tsx';

interface EarlierTryProps {
  readonly title: string;
  readonly text: string;
  /** What that try has asked for, and the reference it got. */
  readonly facts: readonly { readonly term: string; readonly value: string }[];
  readonly keepLabel: string;
  readonly anotherLabel: string;
  readonly onKeep: () => void;
  readonly onAnother: () => void;
}

/** An earlier try, whose answer got lost, has arrived: nothing is sent again before the guest knows and has chosen. */
export function EarlierTry({ title, text, facts, keepLabel, anotherLabel, onKeep, onAnother }: EarlierTryProps) {
  return (
    <>
      <Notice isUrgent>
        <h2 className="bw-gone-title" data-step-title tabIndex={-1}>
          {title}
        </h2>
        <span>{text}</span>
      </Notice>
      <FactList facts={facts} />
      <div className="bw-foot bw-either">
        <button type="button" className="bw-go" onClick={onKeep}>
          {keepLabel}
        </button>
        <button type="button" className="bw-second" onClick={onAnother}>
          {anotherLabel}
        </button>
      </div>
    </>
  );
}
