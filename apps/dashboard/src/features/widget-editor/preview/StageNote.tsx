import { Link } from '@blunari/ui/link';
import { ActiveBadge } from '../../../shared/widgets/ActiveBadge.tsx';
import type { PreviewProps } from './PreviewStage.tsx';

/** Over the preview of a paused widget: that it is, and who sees what of it. */
export function PausedTag({ editor: { row }, view }: PreviewProps) {
  if (row.isActive) return null;
  return (
    <div className="flex shrink-0 items-start gap-2 px-4 pb-2 text-13 leading-5 text-ink-2">
      <ActiveBadge isActive={false} />
      <p className="m-0 min-w-0">
        {view.isShownOn
          ? 'Nobody sees this before it is on again. '
          : 'Guests with it open see this, new ones nothing. '}
        <Link variant="inline" onPress={() => view.setShownOn(!view.isShownOn)}>
          {view.isShownOn ? 'Show what guests see' : 'Show it as if on'}
        </Link>
      </p>
    </div>
  );
}

/** Under the preview: what it is, and where it shows more than guests get. */
export function StageNote({ editor, view }: PreviewProps) {
  const { theme } = editor.draft.config.appearance;
  return (
    <p className="m-0 shrink-0 px-4 pt-1 pb-3.5 text-center text-12 text-ink-3">
      {theme === 'auto' || theme === view.scheme
        ? 'The real widget, as you type. Visits here are not counted.'
        : `Guests see only the ${theme} look: it is set under Appearance.`}
    </p>
  );
}
