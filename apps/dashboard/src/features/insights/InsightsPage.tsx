import type { AppError } from '@blunari/schema/errors';
import { Page } from '@blunari/ui/page';
import { SkeletonRows } from '@blunari/ui/skeleton-rows';
import { useState } from 'react';
import { usePlace } from '../../shared/place/use-place.ts';
import { useToday } from '../../shared/place/use-today.ts';
import { FailedPanel } from '../../shared/screens/FailedPanel.tsx';
import { ScreenTop } from '../../shared/screens/ScreenTop.tsx';
import { useMediaQuery } from '../../shared/screens/use-media-query.ts';
import { useTitle } from '../../shared/screens/use-title.ts';
import { useTenant } from '../../shared/tenant/tenant-context.ts';
import { useWidgets } from '../../shared/widgets/use-widgets.ts';
import { ExportMenu } from './export/ExportMenu.tsx';
import { ExportNote } from './export/ExportNote.tsx';
import { InsightsBody } from './InsightsBody.tsx';
import { OwnDates } from './picker/OwnDates.tsx';
import { PeriodPicker } from './picker/PeriodPicker.tsx';
import { WidgetSwitch } from './picker/WidgetSwitch.tsx';
import type { InsightsSearch } from './view/insights-search.ts';
import { ViewContext } from './view/view-context.ts';
import { chosenIn, viewOf } from './view/view.ts';

export interface InsightsPageProps {
  search: InsightsSearch;
  onSearchChange: (search: InsightsSearch) => void;
}

/** What visitors of the widgets do: counted, compared, and as it happens. The address says what is shown. */
export function InsightsPage({ search, onSearchChange }: InsightsPageProps) {
  useTitle('Insights');
  const { tenant } = useTenant();
  const place = usePlace();
  const widgets = useWidgets();
  const localDate = useToday()?.localDate;
  const [exportError, setExportError] = useState<AppError | null>(null);
  const isWide = useMediaQuery('(min-width: 1024px)');
  const failed = [place, widgets].find((query) => query.isError && !query.data);
  if (failed || !place.data || !widgets.data || localDate === undefined) {
    return (
      <>
        <ScreenTop title="Insights" />
        <Page>
          {failed ? (
            <FailedPanel what="The numbers" error={failed.error} onRetry={() => void failed.refetch()} />
          ) : (
            <SkeletonRows label="The numbers are on their way" rows={8} />
          )}
        </Page>
      </>
    );
  }
  const restaurant = {
    tenantId: tenant.id,
    today: localDate,
    currency: place.data.currency,
    active: widgets.data.filter(({ isActive }) => isActive).map(({ type }) => type),
  };
  const view = viewOf(search, restaurant);
  const chosen = chosenIn(search, restaurant);
  const choose = (changes: Partial<InsightsSearch>) => {
    // It is of the days that were shown.
    setExportError(null);
    onSearchChange({ ...search, ...changes });
  };
  const { from, to } = view.period;
  const fileNameOf = (part: string) => `${tenant.slug}-${chosen.widget}-${part}-${from}-to-${to}`;
  const widgetSwitch = <WidgetSwitch value={chosen.widget} onChange={(widget) => choose({ widget })} />;
  const periodPicker = (
    <>
      <PeriodPicker view={view} chosen={chosen} onChange={choose} />
      <ExportMenu onError={setExportError} />
    </>
  );
  return (
    <ViewContext value={{ view, search, choose, fileNameOf }}>
      <ScreenTop title="Insights" {...(isWide ? { start: widgetSwitch, end: periodPicker } : {})} />
      <Page>
        {!isWide && (
          <div className="mb-4 flex flex-wrap items-center gap-2">
            {widgetSwitch}
            {periodPicker}
          </div>
        )}
        {exportError && <ExportNote error={exportError} />}
        {chosen.preset === 'own' && (
          <div className="mb-4">
            <OwnDates view={view} onChange={choose} />
          </div>
        )}
        <InsightsBody widgets={widgets.data} />
      </Page>
    </ViewContext>
  );
}
