import { eventDaysLimits } from '@blunari/schema/api';
import { Button } from '@blunari/ui/button';
import { Note } from '@blunari/ui/note';
import { NumberField } from '@blunari/ui/number-field';
import { useEffect, useId, useRef, useState } from 'react';
import { appErrorOf } from '../../../data/app-error-of.ts';
import { KeepLessDialog } from './KeepLessDialog.tsx';
import { usePrivacy } from './use-privacy.ts';

export interface KeptDaysFormProps {
  /** Days, as stored. */
  kept: number;
  /** The day from which on visits are kept, in words, with so many days. */
  firstDayOf: (days: number) => string;
}

/** The number of days, saved by a button: fewer of them delete visits, and are asked about first. */
export function KeptDaysForm({ kept, firstDayOf }: KeptDaysFormProps) {
  const { input, change } = usePrivacy();
  const [typed, setTyped] = useState<number | null>(null);
  const [isAsking, setIsAsking] = useState(false);
  const { ref, focusAfter } = useFocusAfter();
  const sinceId = useId();
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
      <div className="flex flex-wrap items-end gap-2">
        <NumberField
          label={`Days, from ${eventDaysLimits.min} to ${eventDaysLimits.max}`}
          variant="plain"
          suffix="days"
          value={days}
          onChange={(wanted) => choose(Number.isNaN(wanted) ? null : wanted)}
          minValue={eventDaysLimits.min}
          maxValue={eventDaysLimits.max}
          formatOptions={{ useGrouping: false }}
          hasMessageLine={false}
          aria-describedby={sinceId}
          className="w-44"
        />
        {days !== kept && (
          <span className="flex gap-2">
            <Button type="submit" isBusy={change.isPending && !isAsking}>
              Save
            </Button>
            <Button variant="ghost" onPress={() => choose(null)}>
              Leave it at {kept}
            </Button>
          </span>
        )}
        <output className="self-center pt-5 text-13 text-positive">{change.isSuccess && 'Saved'}</output>
      </div>
      <p id={sinceId} className="m-0 mt-1 text-12 text-ink-3">
        Visits since {firstDay}
      </p>
      {error !== undefined && !isAsking && (
        <Note tone="negative" isAlert className="mt-1">
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
