import type { Place, WidgetType } from '@blunari/schema/config';
import { Page } from '@blunari/ui/page';
import { SkeletonRows } from '@blunari/ui/skeleton-rows';
import type { ComponentType, ReactNode } from 'react';
import type { Widget } from '../../data/api-types.ts';
import { usePlace } from '../place/use-place.ts';
import { FailedPanel } from '../screens/FailedPanel.tsx';
import { ScreenTop } from '../screens/ScreenTop.tsx';
import { useTitle } from '../screens/use-title.ts';
import { useTenant } from '../tenant/tenant-context.ts';
import { useWidgets, widgetNames } from './use-widgets.ts';

export interface WidgetPageProps {
  type: WidgetType;
  title: string;
  /** Right after the title, and before the connection, once the widget is there. */
  Start: ComponentType<{ row: Widget }>;
  End: ComponentType<{ row: Widget }>;
  children: (row: Widget, place: Place) => ReactNode;
}

/** The screen of one widget, whichever component edits it: its head, and what stands there until its data is. */
export function WidgetPage({ type, title, Start, End, children }: WidgetPageProps) {
  const { tenant } = useTenant();
  const widgets = useWidgets();
  const place = usePlace();
  const row = widgets.data?.find((widget) => widget.type === type);
  const failed = [widgets, place].find((query) => query.isError && !query.data);
  useTitle(`${widgetNames[type]} widget`);
  return (
    <>
      <ScreenTop
        parent={{ label: 'Widgets', href: `/${tenant.slug}/widgets` }}
        title={title}
        start={row && <Start row={row} />}
        end={row && <End row={row} />}
      />
      {row && place.data ? (
        children(row, place.data)
      ) : (
        <Page>
          {failed ? (
            <FailedPanel what="The widget" error={failed.error} onRetry={() => void failed.refetch()} />
          ) : (
            <SkeletonRows label="The widget is on its way" rows={8} />
          )}
        </Page>
      )}
    </>
  );
}
