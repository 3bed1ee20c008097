import { Button } from '@blunari/ui/button';
import { Note } from '@blunari/ui/note';
import { useToday } from '../../../shared/place/use-today.ts';
import { formatAgo } from '../../../shared/time/local-time.ts';
import { useView } from '../view/view-context.ts';
import { periodWords } from '../words/date-words.ts';

/** Why everything below is zero, and where to look instead. */
export function NothingInPeriod({ lastSeen }: { lastSeen: string | undefined }) {
  const { view, choose } = useView();
  const nowMs = useToday()?.nowMs;
  const seen =
    lastSeen === undefined || nowMs === undefined ? '' : ` A visitor last saw it ${formatAgo(lastSeen, nowMs)}.`;
  const showYear = () =>
    choose({ period: '12-months', from: undefined, to: undefined, by: undefined, value: undefined });
  return (
    <Note
      className="mb-4"
      action={
        <Button size="sm" onPress={showYear}>
          Last 12 months
        </Button>
      }
    >
      No sessions {view.filter ? 'with this filter, ' : ''}
      {periodWords(view.period, view.today)}.{seen}
    </Note>
  );
}
