import type { Place } from '@blunari/schema/config';
import { isAtLeast } from '@blunari/schema/roles';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useEffect, useEffectEvent, useRef } from 'react';
import type { Widget } from '../../data/api-types.ts';
import { useServices } from '../../data/services-context.ts';
import { useTenant } from '../../shared/tenant/tenant-context.ts';
import { BookingParts } from './BookingParts.tsx';
import { CateringParts } from './CateringParts.tsx';
import { ClashNote } from './ClashNote.tsx';
import { FormFoot } from './FormFoot.tsx';
import { FormNotes } from './FormNotes.tsx';
import { openedIn, shownIn } from './form-state.ts';
import { LeaveQuestion } from './LeaveQuestion.tsx';
import { MoveNote } from './MoveNote.tsx';
import { type EarlierFormHandle, useEarlierForm } from './use-earlier-form.ts';

export interface EarlierFormProps {
  row: Widget;
  place: Place;
  /** Shows the editor instead, once the restaurant has it; `null` while this form is its component. */
  onMove: (() => void) | null;
}

/** Enough to find who set a field that clashes. */
const historyEntries = 30;

/** One column of plain fields. Nothing is stored before Save, and then all of it in one go. */
export function EarlierForm({ row, place, onMove }: EarlierFormProps) {
  const { trpc } = useServices();
  const { tenant } = useTenant();
  const form = useEarlierForm(row);
  const history = useQuery(trpc.widgets.history.queryOptions({ widgetId: row.id, limit: historyEntries }));
  const mayEdit = isAtLeast(tenant.role, 'editor');
  const element = useFocusOnRefusal(form.refusals);
  useSaveKeys(form.save);
  return (
    <form
      ref={element}
      noValidate
      aria-label="Settings of the widget"
      className="flex min-h-0 flex-1 flex-col"
      onSubmit={(event) => {
        event.preventDefault();
        form.save();
      }}
    >
      {onMove && <MoveNote form={form} widgetId={row.id} onMove={onMove} />}
      <div className="min-h-0 flex-1 overflow-y-auto px-4 pt-5 md:px-6 xl:px-8">
        <div className="max-w-160">
          <FormNotes form={form} mayEdit={mayEdit} />
          <ClashNote form={form} place={place} history={history.data} />
          <Parts form={form} place={place} isDisabled={!mayEdit} />
        </div>
      </div>
      {mayEdit && <FormFoot form={form} place={place} history={history.data} />}
      <LeaveQuestion unsaved={form.changed.length} />
    </form>
  );
}

interface PartsProps {
  form: EarlierFormHandle;
  place: Place;
  isDisabled: boolean;
}

function Parts({ form, place, isDisabled }: PartsProps): ReactNode {
  const { state, edit, problems } = form;
  const shown = shownIn(state);
  const opened = openedIn(state);
  const shared = { place, problems, isDisabled, onChange: edit };
  if (shown.type === 'booking' && opened.type === 'booking') {
    return <BookingParts {...shared} config={shown.config} opened={opened.config} />;
  }
  if (shown.type === 'catering' && opened.type === 'catering') {
    return <CateringParts {...shared} config={shown.config} opened={opened.config} />;
  }
  return null;
}

/** Where the form itself refused to save, the first wrong field is the place to go on. */
function useFocusOnRefusal(refusals: number) {
  const element = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (refusals === 0) return;
    const wrong = element.current?.querySelector('[aria-invalid="true"], [data-invalid] button');
    if (!(wrong instanceof HTMLElement)) return;
    wrong.focus();
    // It may have the focus already, and be out of sight.
    wrong.scrollIntoView({ block: 'center' });
  }, [refusals]);
  return element;
}

/** Ctrl S, and with a Mac's keyboard Cmd S, in the place of the browser's own way to keep a page. */
function useSaveKeys(save: () => void): void {
  const press = useEffectEvent((event: KeyboardEvent) => {
    if (event.key !== 's' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    save();
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent) => press(event);
    addEventListener('keydown', listener);
    return () => removeEventListener('keydown', listener);
  }, []);
}
