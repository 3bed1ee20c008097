import type { WidgetType } from '@blunari/schema/config';
import { isAtLeast } from '@blunari/schema/roles';
import type { Widget } from '../../data/api-types.ts';
import { useTenant } from '../../shared/tenant/tenant-context.ts';
import { ActiveBadge } from '../../shared/widgets/ActiveBadge.tsx';
import { widgetNames } from '../../shared/widgets/use-widgets.ts';
import { WidgetPage } from '../../shared/widgets/WidgetPage.tsx';
import { UndoButtons } from './undo/UndoButtons.tsx';
import { WidgetEditor } from './WidgetEditor.tsx';
import type { SectionId } from './sections.ts';

export interface EditorPageProps {
  type: WidgetType;
  section: SectionId;
}

export function EditorPage({ type, section }: EditorPageProps) {
  return (
    <WidgetPage type={type} title={widgetNames[type]} Start={State} End={Undo}>
      {(row, place) => <WidgetEditor row={row} place={place} section={section} />}
    </WidgetPage>
  );
}

const State = ({ row }: { row: Widget }) => <ActiveBadge isActive={row.isActive} />;

function Undo({ row }: { row: Widget }) {
  const { tenant } = useTenant();
  return isAtLeast(tenant.role, 'editor') && <UndoButtons row={row} />;
}
