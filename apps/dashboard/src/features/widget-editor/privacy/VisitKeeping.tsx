import { FormSection } from '@blunari/ui/form-section';
import { Skeleton } from '@blunari/ui/skeleton';
import { useToday } from '../../../shared/place/use-today.ts';
import { formatDay } from '../../../shared/time/local-time.ts';
import { KeptDaysForm } from './KeptDaysForm.tsx';
import { usePrivacy } from './use-privacy.ts';

/** How long single visits are kept: of all the restaurant's widgets, and an admin's to say. */
export function VisitKeeping() {
  const { privacy, mayChange } = usePrivacy();
  const today = useToday();
  const kept = privacy.data?.eventDays;
  // Whether visits are counted, just above, is the same question, and tells why it has no answer.
  if (kept === undefined && privacy.isError) return null;
  return (
    <FormSection id="keep-visits" title="Keep visits" detail="For all your widgets">
      {kept === undefined || today === undefined ? (
        <Skeleton width="256px" height="52px" />
      ) : mayChange ? (
        <KeptDaysForm
          kept={kept}
          firstDayOf={(days) => formatDay(today.nowMs - days * dayMs, today.timeZone, today.nowMs)}
        >
          {consequence}
        </KeptDaysForm>
      ) : (
        <>
          <p className="m-0 text-14">
            {kept} days. <span className="text-ink-3">Only an admin can change this.</span>
          </p>
          {consequence}
        </>
      )}
    </FormSection>
  );
}

const consequence = (
  <p className="m-0 mt-1.5 text-13 text-pretty text-ink-2">
    Single visits older than this are deleted; the totals stay. Old versions of your settings go with them, but for the
    newest 50 of each widget.
  </p>
);

const dayMs = 86_400_000;
