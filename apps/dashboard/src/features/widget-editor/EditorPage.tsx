import type { WidgetType } from '@blunari/schema/config';
import { isAtLeast } from '@blunari/schema/roles';
import { Page } from '@blunari/ui/page';
import { SkeletonRows } from '@blunari/ui/skeleton-rows';
import { FailedPanel } from '../../shared/screens/FailedPanel.tsx';
import { ScreenTop } from '../../shared/screens/ScreenTop.tsx';
import { useTitle } from '../../shared/screens/use-title.ts';
import { usePlace } from '../../shared/place/use-place.ts';
import { useTenant } from '../../shared/tenant/tenant-context.ts';
import { useWidgets, widgetNames } from '../../shared/widgets/use-widgets.ts';
import { ActiveBadge } from '../../shared/widgets/ActiveBadge.tsx';
import { UndoButtons } from './undo/UndoButtons.tsx';
import { WidgetEditor } from './WidgetEditor.tsx';
import type { SectionId } from './sections.ts';

export interface EditorPageProps {
  type: WidgetType;
  section: SectionId;
}

export function EditorPage({ type, section }: EditorPageProps) {
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
        title={widgetNames[type]}
        start={row && <ActiveBadge isActive={row.isActive} />}
        end={row && isAtLeast(tenant.role, 'editor') && <UndoButtons row={row} />}
      />
      {row && place.data ? (
        <WidgetEditor row={row} place={place.data} section={section} />
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
