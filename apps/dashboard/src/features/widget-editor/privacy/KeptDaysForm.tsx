import { eventDaysLimits } from '@blunari/schema/api';
import { Button } from '@blunari/ui/button';
import { Note } from '@blunari/ui/note';
import { NumberField } from '@blunari/ui/number-field';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { appErrorOf } from '../../../data/app-error-of.ts';
import { KeepLessDialog } from './KeepLessDialog.tsx';
import { usePrivacy } from './use-privacy.ts';

export interface KeptDaysFormProps {
  /** Days, as stored. */
  kept: number;
  /** The day from which on visits are kept, in words, with so many days. */
  firstDayOf: (days: number) => string;
  /** What happens to older ones, before the buttons. */
  children: ReactNode;
}

/** The number of days, saved by a button: fewer of them delete visits, and are asked about first. */
export function KeptDaysForm({ kept, firstDayOf, children }: KeptDaysFormProps) {
  const { input, change } = usePrivacy();
  const [typed, setTyped] = useState<number | null>(null);
  const [isAsking, setIsAsking] = useState(false);
  const { ref, focusAfter } = useFocusAfter();
  const days = typed ?? kept;
  const firstDay = firstDayOf(days);
  const error = change.error ? appErrorOf(change.error).message : undefined;
  const choose = (wanted: number | null) => {
    change.reset();
    setTyped(wanted);
  };
  const onSuccess = () => {
    setTyped(null);
    setIsAsking(false);
    focusAfter();
  };
  const save = () => change.mutate({ ...input, eventDays: days }, { onSuccess });
  return (
    <form
      ref={ref}
      tabIndex={-1}
      noValidate
      aria-label="Keep visits"
      className="outline-none"
      onSubmit={(event) => {
        event.preventDefault();
        if (days < kept) setIsAsking(true);
        else if (days > kept && !change.isPending) save();
      }}
    >
      <NumberField
        label={`Days, from ${eventDaysLimits.min} to ${eventDaysLimits.max}`}
        variant="plain"
        suffix="days"
        value={days}
        onChange={(wanted) => choose(Number.isNaN(wanted) ? null : wanted)}
        minValue={eventDaysLimits.min}
        maxValue={eventDaysLimits.max}
        formatOptions={{ useGrouping: false }}
        hint={`Visits since ${firstDay}`}
        className="w-44"
      />
      {children}
      {days !== kept && (
        <div className="mt-3 flex flex-wrap gap-2">
          <Button type="submit" isBusy={change.isPending && !isAsking}>
            Save
          </Button>
          <Button variant="ghost" onPress={() => choose(null)}>
            Leave it at {kept}
          </Button>
        </div>
      )}
      <output className="block text-13 text-positive">{change.isSuccess && 'Saved'}</output>
      {error !== undefined && !isAsking && (
        <Note tone="negative" isAlert className="mt-3">
          {error}
        </Note>
      )}
      {isAsking && (
        <KeepLessDialog
          days={days}
          firstDay={firstDay}
          isDeleting={change.isPending}
          error={error}
          onDelete={save}
          onClose={() => setIsAsking(false)}
        />
      )}
    </form>
  );
}

/** What held the focus goes from the page: the form takes it. */
function useFocusAfter() {
  const ref = useRef<HTMLFormElement>(null);
  const [times, setTimes] = useState(0);
  useEffect(() => {
    if (times > 0) ref.current?.focus();
  }, [times]);
  return { ref, focusAfter: () => setTimes((count) => count + 1) };
}
