import type { WidgetType } from '@blunari/schema/config';
import type { EditingComponent } from '@blunari/schema/rollout';
import { Button } from '@blunari/ui/button';
import { Note } from '@blunari/ui/note';
import { Page } from '@blunari/ui/page';
import { useState } from 'react';
import { readTyped } from '../../data/typed-values.ts';
import type { SectionId } from '../../features/widget-editor/sections.ts';
import { useEditingComponent } from '../../shared/editing/use-editing-component.ts';
import { useUnsaved } from '../../shared/editing/use-unsaved.ts';
import { FailedPanel } from '../../shared/screens/FailedPanel.tsx';
import { ScreenTop } from '../../shared/screens/ScreenTop.tsx';
import { useTenant } from '../../shared/tenant/tenant-context.ts';
import { useWidgets, widgetNames } from '../../shared/widgets/use-widgets.ts';
import { screens } from './screens.ts';
import { ScreenWaiting } from './ScreenWaiting.tsx';
import { nextShown, withKept } from './shown-component.ts';

export interface WidgetScreenProps {
  type: WidgetType;
  section: SectionId;
}

/** A widget in the component that the roll-out gives the restaurant. A move shows at once, and takes nothing away. */
export function WidgetScreen({ type, section }: WidgetScreenProps) {
  const wanted = useEditingComponent();
  const { me } = useTenant();
  const widgets = useWidgets();
  const row = widgets.data?.find((widget) => widget.type === type);
  const isKept = row !== undefined && readTyped(() => sessionStorage, me.userId, row.id) !== null;
  const unsaved = withKept(useUnsaved(row?.id), isKept);
  const [shown, setShown] = useState<EditingComponent | null>(null);
  const [movedTo, setMovedTo] = useState<EditingComponent | null>(null);
  // Whether something was kept is known with the widget.
  const next = nextShown(shown, widgets.isPending ? undefined : wanted.data, unsaved);
  if (next !== shown) {
    setShown(next);
    setMovedTo(shown === null ? null : next);
  }
  const isHeld = wanted.data !== undefined && next !== wanted.data;
  const move = () => {
    setShown(wanted.data ?? null);
    setMovedTo(wanted.data ?? null);
  };
  if (next === null) {
    if (!wanted.isError) return <ScreenWaiting />;
    return <NotKnown type={type} error={wanted.error} onRetry={() => void wanted.refetch()} />;
  }
  return (
    <>
      {isHeld && next === 'editor' && <LeavingEditor count={unsaved.editor} onMove={move} />}
      {!isHeld && movedTo === next && <Moved to={next} onClose={() => setMovedTo(null)} />}
      {next === 'editor' ? (
        <screens.editor.Screen type={type} section={section} />
      ) : (
        <screens.earlierForm.Screen type={type} onMove={isHeld ? move : null} />
      )}
    </>
  );
}

/** Edits that wait for the network, a choice or a correction keep the editor on the screen. */
function LeavingEditor({ count, onMove }: { count: number; onMove: () => void }) {
  return (
    <output className="block shrink-0 px-4 pt-3 md:px-6">
      <Note
        tone="caution"
        action={
          <Button size="sm" onPress={onMove}>
            Open the form now
          </Button>
        }
      >
        This restaurant was moved back to the earlier form. It opens as soon as{' '}
        {count === 1 ? 'your last change is' : `your last ${count} changes are`} saved. If you open it now, they are
        kept on this device and sent from here.
      </Note>
    </output>
  );
}

function Moved({ to, onClose }: { to: EditingComponent; onClose: () => void }) {
  return (
    <output className="block shrink-0 px-4 pt-3 md:px-6">
      <Note
        action={
          <Button size="sm" variant="ghost" onPress={onClose}>
            Close
          </Button>
        }
      >
        {to === 'editor'
          ? 'This restaurant was moved to the new editor: changes show in the preview and save themselves.'
          : 'This restaurant was moved to the earlier form: changes are stored when you press Save.'}
      </Note>
    </output>
  );
}

function NotKnown({ type, error, onRetry }: { type: WidgetType; error: unknown; onRetry: () => void }) {
  return (
    <>
      <ScreenTop title={widgetNames[type]} />
      <Page>
        <FailedPanel what="The widget" error={error} onRetry={onRetry} />
      </Page>
    </>
  );
}
