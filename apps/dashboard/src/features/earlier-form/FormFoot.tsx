import type { Place } from '@blunari/schema/config';
import { Button } from '@blunari/ui/button';
import { Note } from '@blunari/ui/note';
import type { WidgetChange } from '../../data/api-types.ts';
import { useTenant } from '../../shared/tenant/tenant-context.ts';
import { formatDay, formatTime } from '../../shared/time/local-time.ts';
import { useNow } from '../../shared/time/use-now.ts';
import { fieldLabel } from './field-words.ts';
import { authorOf } from './last-change.ts';
import type { EarlierFormHandle } from './use-earlier-form.ts';

export interface FormFootProps {
  form: EarlierFormHandle;
  place: Place;
  history: readonly WidgetChange[] | undefined;
}

/** Save and Discard, what is not saved yet, and the last save. */
export function FormFoot({ form, place, history }: FormFootProps) {
  const isClean = form.changed.length === 0;
  return (
    <div className="shrink-0 border-0 border-t border-line px-4 py-3 md:px-6 xl:px-8">
      <div className="max-w-160">
        <Trouble form={form} place={place} />
        <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <Button type="submit" variant="filled" isBusy={form.isSaving} isDisabled={isClean}>
            Save
          </Button>
          <Button variant="ghost" isDisabled={isClean || form.isSaving} onPress={form.discard}>
            Discard
          </Button>
          <output className="ms-1 text-13 text-ink-2">{stateWords(form)}</output>
          <LastSave place={place} history={history} />
        </div>
      </div>
    </div>
  );
}

function stateWords({ isSaving, isSaved, changed, state }: EarlierFormHandle): string {
  if (isSaving) return 'Saving';
  if (changed.length > 0)
    return `${changed.length === 1 ? '1 field' : `${changed.length} fields`} changed, not saved yet`;
  if (isSaved) return state.base.isDraft ? 'Saved as a draft' : 'Saved';
  return 'No changes';
}

/** Why the last try to save did not store anything. */
function Trouble({ form, place }: Pick<FormFootProps, 'form' | 'place'>) {
  const wrong = Object.entries(form.problems)[0];
  if (wrong) {
    return (
      <Note tone="negative" isAlert className="mb-3">
        <strong className="font-medium">Not saved.</strong> {fieldLabel(wrong[0].split('.'), form.state.edited, place)}:{' '}
        {wrong[1]}
      </Note>
    );
  }
  if (!form.error) return null;
  return (
    <Note tone="negative" isAlert className="mb-3">
      <strong className="font-medium">Not saved.</strong> {form.error.message} What you typed stays here.
    </Note>
  );
}

function LastSave({ place, history }: Pick<FormFootProps, 'place' | 'history'>) {
  const { me } = useTenant();
  const nowMs = useNow(60_000);
  const last = history?.[0];
  if (!last) return null;
  const { timeZone } = place;
  return (
    <span className="ms-auto text-13 text-ink-3">
      Last saved {formatDay(last.changedAt, timeZone, nowMs)}, {formatTime(last.changedAt, timeZone)}, by{' '}
      {authorOf(last, me.userId)}
    </span>
  );
}
