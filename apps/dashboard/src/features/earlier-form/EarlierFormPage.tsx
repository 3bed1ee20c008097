import type { WidgetType } from '@blunari/schema/config';
import { Button } from '@blunari/ui/button';
import { Dialog } from '@blunari/ui/dialog';
import { IconButton } from '@blunari/ui/icon-button';
import { StatusDot } from '@blunari/ui/status-dot';
import { CodeXml } from 'lucide-react';
import { useState } from 'react';
import type { Widget } from '../../data/api-types.ts';
import { formatAgo } from '../../shared/time/local-time.ts';
import { useNow } from '../../shared/time/use-now.ts';
import { EmbedCode } from '../../shared/widgets/EmbedCode.tsx';
import { totalsOf, useTotals, widgetNames } from '../../shared/widgets/use-widgets.ts';
import { WidgetPage } from '../../shared/widgets/WidgetPage.tsx';
import { EarlierForm } from './EarlierForm.tsx';

export interface EarlierFormPageProps {
  type: WidgetType;
  /** Shows the editor instead, once the restaurant has it; `null` while this form is its component. */
  onMove: (() => void) | null;
}

/** The settings of a widget for restaurants that do not have the editor yet. */
export function EarlierFormPage({ type, onMove }: EarlierFormPageProps) {
  return (
    <WidgetPage type={type} title={`${widgetNames[type]} widget`} Start={Visibility} End={EmbedButton}>
      {(row, place) => <EarlierForm row={row} place={place} onMove={onMove} />}
    </WidgetPage>
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
