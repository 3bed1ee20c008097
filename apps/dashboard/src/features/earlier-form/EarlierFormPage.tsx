import type { WidgetType } from '@blunari/schema/config';
import { Button } from '@blunari/ui/button';
import { Dialog } from '@blunari/ui/dialog';
import { IconButton } from '@blunari/ui/icon-button';
import { Page } from '@blunari/ui/page';
import { SkeletonRows } from '@blunari/ui/skeleton-rows';
import { StatusDot } from '@blunari/ui/status-dot';
import { CodeXml } from 'lucide-react';
import { useState } from 'react';
import type { Widget } from '../../data/api-types.ts';
import { usePlace } from '../../shared/place/use-place.ts';
import { FailedPanel } from '../../shared/screens/FailedPanel.tsx';
import { ScreenTop } from '../../shared/screens/ScreenTop.tsx';
import { useTitle } from '../../shared/screens/use-title.ts';
import { useTenant } from '../../shared/tenant/tenant-context.ts';
import { formatAgo } from '../../shared/time/local-time.ts';
import { useNow } from '../../shared/time/use-now.ts';
import { EmbedCode } from '../../shared/widgets/EmbedCode.tsx';
import { totalsOf, useTotals, useWidgets, widgetNames } from '../../shared/widgets/use-widgets.ts';
import { EarlierForm } from './EarlierForm.tsx';

export interface EarlierFormPageProps {
  type: WidgetType;
  /** Shows the editor instead, once the restaurant has it; `null` while this form is its component. */
  onMove: (() => void) | null;
}

/** The settings of a widget for restaurants that do not have the editor yet. */
export function EarlierFormPage({ type, onMove }: EarlierFormPageProps) {
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
        title={`${widgetNames[type]} widget`}
        start={row && <Visibility row={row} />}
        end={row && <EmbedButton row={row} />}
      />
      {row && place.data ? (
        <EarlierForm row={row} place={place.data} onMove={onMove} />
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

/** Whether guests see the widget, and when one last did. */
function Visibility({ row }: { row: Widget }) {
  const totals = totalsOf(useTotals().data, row);
  const nowMs = useNow(60_000);
  if (!row.isActive) {
    return (
      <StatusDot tone="caution" mark="ring">
        Paused
      </StatusDot>
    );
  }
  return (
    <StatusDot>
      <span>
        On
        {totals && (
          <span className="max-md:hidden">
            ,{' '}
            {totals.lastViewAt === undefined
              ? 'not seen on your site yet'
              : `seen ${formatAgo(totals.lastViewAt, nowMs)}`}
          </span>
        )}
      </span>
    </StatusDot>
  );
}

function EmbedButton({ row }: { row: Widget }) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button variant="ghost" size="sm" icon={CodeXml} className="max-md:hidden" onPress={() => setIsOpen(true)}>
        Embed code
      </Button>
      <span className="md:hidden">
        <IconButton icon={CodeXml} label="Embed code" onPress={() => setIsOpen(true)} />
      </span>
      <Dialog isOpen={isOpen} onOpenChange={setIsOpen} title="Embed code" closeLabel="Close">
        <p className="m-0 mb-3 text-13 text-ink-2">Paste it where the widget should stand on your page.</p>
        <EmbedCode widget={row} />
      </Dialog>
    </>
  );
}
