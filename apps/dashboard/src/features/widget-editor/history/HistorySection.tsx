import type { WidgetChange } from '../../../data/api-types.ts';
import type { Place } from '@blunari/schema/config';
import { Avatar } from '@blunari/ui/avatar';
import { Button } from '@blunari/ui/button';
import { EmptyState } from '@blunari/ui/empty-state';
import { SkeletonRows } from '@blunari/ui/skeleton-rows';
import { RotateCcw } from 'lucide-react';
import { FailedPanel } from '../../../shared/screens/FailedPanel.tsx';
import { useTenant } from '../../../shared/tenant/tenant-context.ts';
import { formatDay, formatTime } from '../../../shared/time/local-time.ts';
import { useNow } from '../../../shared/time/use-now.ts';
import type { Editor } from '../use-editor.ts';
import { authorOf } from './author-of.ts';
import { configsOf, describeChange, describeSwitch } from './describe-change.ts';
import { FieldDiff } from './FieldDiff.tsx';
import { useHistory } from './use-history.ts';

export interface HistorySectionProps {
  editor: Editor;
  place: Place;
}

/** A change of many fields at once (a set-up, a restored version) is told by the first of them. */
const shownChanges = 5;

/** Every change by day: who, when, what; and the way back to it, as a new version. */
export function HistorySection({ editor, place }: HistorySectionProps) {
  const history = useHistory(editor);
  const nowMs = useNow(60_000);
  const entries = history.data;
  if (history.isError && !entries) {
    return (
      <div className="p-4 md:px-6">
        <FailedPanel what="The history" error={history.error} onRetry={() => void history.refetch()} />
      </div>
    );
  }
  if (!entries) {
    return (
      <div className="px-4 md:px-6">
        <SkeletonRows label="The history is on its way" rows={6} />
      </div>
    );
  }
  if (entries.length === 0) {
    return (
      <div className="p-4 md:px-6">
        <EmptyState drawing="list" title="Nothing was changed yet.">
          Every change will be listed here.
        </EmptyState>
      </div>
    );
  }
  const days = Object.groupBy(entries, (entry) => formatDay(entry.changedAt, place.timeZone, nowMs));
  return (
    <div className="px-4 py-2 md:px-6">
      {Object.entries(days).map(([day, changes]) => (
        <section key={day} aria-label={day}>
          <h3 className="mt-4 mb-1 text-12 font-medium text-ink-3">{day}</h3>
          <ol className="m-0 list-none p-0">
            {changes?.map((entry) => (
              <Entry key={entry.version} entry={entry} editor={editor} place={place} />
            ))}
          </ol>
        </section>
      ))}
    </div>
  );
}

function Entry({ entry, editor, place }: HistorySectionProps & { entry: WidgetChange }) {
  const { me } = useTenant();
  const author = authorOf(entry, me.userId);
  const changes = describeChange(entry, { currency: place.currency, locale: place.defaultLocale });
  const turned = describeSwitch(entry);
  const config = configsOf(entry)?.after;
  const isCurrent = entry.version === editor.state.base.version;
  const restore = () => config && editor.runner.dispatch({ kind: 'edited', config, nowMs: Date.now() });
  return (
    <li className="flex items-start gap-2.5 border-0 border-t border-line py-2.5 text-13">
      <Avatar name={author === 'You' ? me.name : author} size="sm" isDecorative colour={author === 'You' ? 1 : 3} />
      <div className="min-w-0 flex-1">
        <div>
          <strong className="font-medium">{author}</strong>{' '}
          <span className="text-ink-3">{formatTime(entry.changedAt, place.timeZone)}</span>
        </div>
        {turned && <div className="text-ink-2">{turned}</div>}
        {changes.slice(0, shownChanges).map((change) => (
          <div key={change.path.join('.')} className="text-ink-2 [overflow-wrap:anywhere]">
            <FieldDiff change={change} />
          </div>
        ))}
        {changes.length > shownChanges && <div className="text-ink-3">and {changes.length - shownChanges} more</div>}
        {changes.length === 0 && !turned && (
          <div className="text-ink-3">{entry.before === undefined ? 'First version' : 'No setting changed'}</div>
        )}
      </div>
      <div className="-mt-1 flex min-h-7 shrink-0 items-center gap-2">
        {editor.mayEdit && config && !isCurrent && (
          <Button variant="ghost" size="sm" icon={RotateCcw} onPress={restore} aria-label={`Restore v${entry.version}`}>
            Restore
          </Button>
        )}
        <code className="text-12 text-ink-3">v{entry.version}</code>
      </div>
    </li>
  );
}
