import type { WidgetChange } from '../../../data/api-types.ts';
import type { Place } from '@blunari/schema/config';
import { Button } from '@blunari/ui/button';
import { Icon } from '@blunari/ui/icon';
import { Link } from '@blunari/ui/link';
import { History } from 'lucide-react';
import { useTenant } from '../../../shared/tenant/tenant-context.ts';
import { formatTime } from '../../../shared/time/local-time.ts';
import type { Editor } from '../use-editor.ts';
import { configsOf, describeChange } from './describe-change.ts';
import { authorOf } from './author-of.ts';
import { briefChange } from './brief-change.ts';
import { FieldDiff } from './FieldDiff.tsx';
import { useHistory } from './use-history.ts';

export interface LastChangeProps {
  editor: Editor;
  place: Place;
  historyHref: string;
}

/** The newest change, whoever made it, and the way to take it back when it is mine. */
export function LastChange({ editor, place, historyHref }: LastChangeProps) {
  const { me } = useTenant();
  const history = useHistory(editor);
  const context = { currency: place.currency, locale: place.defaultLocale };
  // Pausing makes a version, too, but changes no setting.
  const newest = history.data?.find((entry) => describeChange(entry, context).length > 0);
  const changes = newest ? describeChange(newest, context) : [];
  const first = changes[0];
  const takeBack = newest?.changedBy === me.userId ? wayBack(editor, newest) : null;
  return (
    <div className="flex min-h-8 items-center gap-2 text-13">
      <Icon of={History} className="text-ink-3" />
      <div className="min-w-0 flex-1 leading-4.5">
        {newest && first ? (
          <>
            <div className="truncate">
              <strong className="font-semibold">{authorOf(newest, me.userId)}</strong>
              <span className="text-ink-3">, {formatTime(newest.changedAt, place.timeZone)}: </span>
              {first.name}
              {changes.length > 1 && <span className="text-ink-3"> and {changes.length - 1} more</span>}
            </div>
            <div className="flex gap-1.5">
              <FieldDiff change={{ ...first, ...briefChange(first.before, first.after) }} isOneLine />
            </div>
          </>
        ) : (
          <span className="text-ink-3">{history.isPending ? ' ' : 'No changes yet'}</span>
        )}
      </div>
      {editor.mayEdit && takeBack && (
        <Button variant="ghost" size="sm" className="max-md:hidden" onPress={takeBack}>
          Undo
        </Button>
      )}
      <Link href={historyHref}>History</Link>
    </div>
  );
}

/** Takes back the newest stored change, which is mine; `null` once I have taken back all that I changed in this visit. */
function wayBack({ runner, state: { steps } }: Editor, newest: WidgetChange): (() => void) | null {
  const stored = configsOf(newest);
  if (steps.done.length > 0) return () => runner.dispatch({ kind: 'undone', nowMs: Date.now() });
  if (steps.undone.length > 0 || !stored) return null;
  return () => runner.dispatch({ kind: 'undone', step: stored, nowMs: Date.now() });
}
