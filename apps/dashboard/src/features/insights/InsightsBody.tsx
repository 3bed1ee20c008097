import { Note } from '@blunari/ui/note';
import type { ReactNode } from 'react';
import type { Widget } from '../../data/api-types.ts';
import { FailedPanel } from '../../shared/screens/FailedPanel.tsx';
import { useIsOnline } from '../../shared/screens/use-is-online.ts';
import { totalsOf, useTotals } from '../../shared/widgets/use-widgets.ts';
import { BreakdownSection } from './breakdown/BreakdownSection.tsx';
import { CampaignSection } from './breakdown/CampaignSection.tsx';
import { FunnelSection } from './funnel/FunnelSection.tsx';
import { HeatMapSection } from './heat-map/HeatMapSection.tsx';
import { NothingInPeriod } from './install/NothingInPeriod.tsx';
import { NothingYet } from './install/NothingYet.tsx';
import { KeptNote } from './kept/KeptNote.tsx';
import { LeadTimeSection } from './lead-time/LeadTimeSection.tsx';
import { LiveSection } from './live/LiveSection.tsx';
import { useLiveNumbers } from './live/use-live-numbers.ts';
import { PeriodNumbers } from './numbers/PeriodNumbers.tsx';
import { useSummary } from './numbers/use-summary.ts';
import { FilterChip } from './picker/FilterChip.tsx';
import { SeriesSection } from './series/SeriesSection.tsx';
import { TurnedAwaySection } from './turned-away/TurnedAwaySection.tsx';
import { useView } from './view/view-context.ts';
import { isOpen } from './view/view.ts';

/** The numbers under the pickers; for a widget that nobody has seen yet, how to bring it to its first visitor. */
export function InsightsBody({ widgets }: { widgets: readonly Widget[] }) {
  const { view } = useView();
  const totals = useTotals().data;
  const summary = useSummary();
  const isOnline = useIsOnline();
  useLiveNumbers(isOpen(view));
  // One message, not one for each part.
  if (summary.data === undefined && summary.error !== null) {
    return <FailedPanel what="The numbers" error={summary.error} onRetry={() => void summary.refetch()} />;
  }
  const shown = widgets.filter(({ type }) => view.widget === undefined || type === view.widget);
  const isEmpty = summary.data?.now.sessions === 0 && summary.data.now.conversions === 0 && !summary.isPlaceholderData;
  const lastSeen = shown
    .flatMap((widget) => totalsOf(totals, widget)?.lastViewAt ?? [])
    .toSorted()
    .at(-1);
  if (isEmpty && totals !== undefined && lastSeen === undefined && !view.filter) return <NothingYet widgets={shown} />;
  return (
    <>
      {!isOnline && (
        <Note className="mb-4">
          You are offline. These are the numbers this page got last; they are renewed when the network is back.
        </Note>
      )}
      <FilterChip />
      {isEmpty && <NothingInPeriod lastSeen={lastSeen} />}
      <PeriodNumbers />
      <Rows className="mt-7 @5xl:grid-cols-[minmax(0,1fr)_300px]">
        <SeriesSection />
        <div className="min-w-0 border-line @5xl:border-0 @5xl:border-s @5xl:ps-6">
          <LiveSection />
        </div>
      </Rows>
      <Rows className="mt-7 border-0 border-t border-line pt-5 @4xl:grid-cols-2">
        {view.widget === 'catering' ? (
          // Catering is asked for, not offered by the hour: nobody is turned away.
          <>
            <FunnelSection />
            <LeadTimeSection />
          </>
        ) : (
          <>
            <div className="grid content-start gap-8">
              <FunnelSection />
              <LeadTimeSection />
            </div>
            <TurnedAwaySection />
          </>
        )}
      </Rows>
      <Rows className="mt-7 border-0 border-t border-line pt-5 @min-[640px]:grid-cols-2 @5xl:grid-cols-3">
        <BreakdownSection dimension="page" />
        <BreakdownSection dimension="referrer" />
        <CampaignSection />
        <BreakdownSection dimension="device" />
        <BreakdownSection dimension="language" />
        <BreakdownSection dimension="entry" />
      </Rows>
      <Rows className="mt-7 border-0 border-t border-line pt-5">
        <HeatMapSection />
      </Rows>
      <KeptNote />
    </>
  );
}

function Rows({ className, children }: { className: string; children: ReactNode }) {
  return <div className={`grid grid-cols-[minmax(0,1fr)] gap-x-10 gap-y-8 ${className}`}>{children}</div>;
}
