import type { InsightsConsent } from '@blunari/schema/insights';
import { FormSection } from '@blunari/ui/form-section';
import { Note } from '@blunari/ui/note';
import { SegmentedControl } from '@blunari/ui/segmented-control';
import { Skeleton } from '@blunari/ui/skeleton';
import { appErrorOf } from '../../../data/app-error-of.ts';
import { usePrivacy } from './use-privacy.ts';

/** When the restaurant's widgets may count visits: of all of them, and an admin's to say. */
export function VisitCounting() {
  const { input, privacy, change, mayChange } = usePrivacy();
  const error = privacy.error ?? change.error;
  const kept = privacy.data?.insights;
  // The choice shows where it is going while the answer is out, and falls back when it is refused.
  const insights = change.isPending ? (change.variables.insights ?? kept) : kept;
  return (
    <FormSection title="Count visits" detail="For all your widgets. Bookings and requests always count">
      {insights === undefined && !privacy.isError && <Skeleton width="256px" height="32px" />}
      {insights !== undefined && (
        <>
          <Choice
            insights={insights}
            mayChange={mayChange}
            onChange={(wanted) => change.mutate({ ...input, insights: wanted })}
          />
          <p className="m-0 mt-2 text-13 text-ink-2">{consequences[insights]}</p>
        </>
      )}
      {error && (
        <Note tone="negative" isAlert className="mt-3">
          {appErrorOf(error).message}
        </Note>
      )}
    </FormSection>
  );
}

interface ChoiceProps {
  insights: InsightsConsent;
  mayChange: boolean;
  onChange: (wanted: InsightsConsent) => void;
}

function Choice({ insights, mayChange, onChange }: ChoiceProps) {
  if (mayChange)
    return <SegmentedControl label="Count visits" value={insights} onChange={onChange} segments={segments} />;
  return (
    <p className="m-0 text-14">
      {labels[insights]}. <span className="text-ink-3">Only an admin can change this.</span>
    </p>
  );
}

const labels = { always: 'Always', 'with-consent': 'With consent', never: 'Never' } as const satisfies Record<
  InsightsConsent,
  string
>;

const segments = (['always', 'with-consent', 'never'] as const).map((value) => ({ value, label: labels[value] }));

const consequences = {
  always:
    'Without cookies and without names. Guests whose browser asks not to be followed are never counted, nor those who say no to your page’s consent banner.',
  'with-consent':
    'Counts from the moment your page’s consent banner writes consent="granted" into <blunari-widget>. A booking page opened by itself has no banner and counts nothing.',
  never: 'Nothing is kept about visits. Widgets that are open now may go on sending until they are loaded again.',
} as const satisfies Record<InsightsConsent, string>;
