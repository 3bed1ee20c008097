import type { WidgetType } from '@blunari/schema/config';
import { simulatedFramePath } from '@blunari/schema/simulation';
import { FailedPanel } from '../../shared/screens/FailedPanel.tsx';
import { NotFoundScreen } from '../../shared/screens/NotFoundScreen.tsx';
import { ScreenTop } from '../../shared/screens/ScreenTop.tsx';
import { useTitle } from '../../shared/screens/use-title.ts';
import { useTenant } from '../../shared/tenant/tenant-context.ts';
import { useMock } from '../../shared/mock-mode/use-mock.ts';
import { useSimulatedFrame } from '../../shared/mock-mode/use-simulated-frame.ts';
import { useServices } from '../../data/services-context.ts';
import { useWidgets, widgetNames } from '../../shared/widgets/use-widgets.ts';
import { useRef } from 'react';

/** In Mock Mode: the widget as a guest has it, booked and asked through; what happens shows on the other screens. */
export function SimulatedWidgetPage({ type }: { type: WidgetType }) {
  const isMock = useMock() !== null;
  const { tenant } = useTenant();
  const widgets = useWidgets();
  const row = widgets.data?.find((widget) => widget.type === type);
  useTitle(`${widgetNames[type]} as a guest`);
  if (!isMock) return <NotFoundScreen />;
  return (
    <>
      <ScreenTop
        parent={{ label: 'Widgets', href: `/${tenant.slug}/widgets` }}
        title={`${widgetNames[type]} as a guest`}
      />
      {row && <GuestFrame publicKey={row.publicKey} name={widgetNames[type]} />}
      {!row && widgets.isError && (
        <FailedPanel what="The widget" error={widgets.error} onRetry={() => void widgets.refetch()} />
      )}
    </>
  );
}

function GuestFrame({ publicKey, name }: { publicKey: string; name: string }) {
  const { config } = useServices();
  const frame = useRef<HTMLIFrameElement>(null);
  useSimulatedFrame(frame, publicKey);
  return (
    <div className="min-h-0 flex-1 bg-canvas p-4 md:p-6">
      <iframe
        ref={frame}
        src={`${new URL(config.widgetUrl).origin}${simulatedFramePath}`}
        title={`The ${name.toLowerCase()} widget as a guest sees it`}
        // The frame is on another origin: keeping that origin gives it nothing of this page.
        // oxlint-disable-next-line react/iframe-missing-sandbox -- see above
        sandbox="allow-scripts allow-same-origin allow-forms allow-popups allow-popups-to-escape-sandbox allow-downloads"
        allow="clipboard-write"
        style={{ colorScheme: 'light' }}
        className="mx-auto block size-full max-w-180 border-0"
      />
    </div>
  );
}
