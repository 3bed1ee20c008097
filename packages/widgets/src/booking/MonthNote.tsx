import { firstOfMonth } from '@blunari/schema/calendar';
import { useWords } from '../i18n/words.ts';
import { lastShownDate } from './use-availability.ts';
import type { WhenStepProps } from './WhenStep.tsx';
import { TimesProblem } from './TimesWaiting.tsx';

/** What the grid alone does not say: that the month did not load, or holds no free day. */
export function MonthNote({ state, availability, today, month, act, onRetry }: WhenStepProps) {
  const { messages, formats } = useWords();
  if (availability.status === 'failed') return <TimesProblem onRetry={onRetry} />;
  if (availability.status === 'loading' || state.partySize === null) return null;
  if (availability.answer.days.some((day) => day.status === 'open')) return null;
  const next = firstOfMonth(month, 1);
  return (
    <output className="bw-empty">
      <p>{messages.noDays(messages.guests(state.partySize), formats.month(month))}</p>
      {next <= lastShownDate(availability, today) && (
        <button type="button" className="bw-second" onClick={() => act({ type: 'monthShown', month: next })}>
          {messages.showMonth(formats.month(next))}
        </button>
      )}
    </output>
  );
}
