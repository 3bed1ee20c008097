import type { Course, Rollout } from '@blunari/schema/api';
import { SectionHeader } from '@blunari/ui/section-header';
import { Skeleton } from '@blunari/ui/skeleton';
import { FailedPanel } from '../../shared/screens/FailedPanel.tsx';
import type { ComparedPoint } from './chart-scale.ts';
import { ComparedLines } from './ComparedLines.tsx';
import { tenthsWords, wholeWords } from './number-words.ts';
import { currentBatchOf } from './rollout-steps.ts';

export interface CourseSectionProps {
  rollout: Rollout;
  course: Course | undefined;
  error: unknown;
  onRetry: () => void;
  timeZone: string;
}

/** Failed saves and the time of a save, new beside earlier, over the last hours. */
export function CourseSection({ rollout, course, error, onRetry, timeZone }: CourseSectionProps) {
  if (!course && error) return <FailedPanel what="The course" error={error} onRetry={onRetry} />;
  const shared = { mark: markOf(rollout), band: bandOf(rollout), timeZone };
  const pointsOf = (read: (numbers: Course['points'][number]['editor']) => number | null): ComparedPoint[] =>
    (course?.points ?? []).map(({ from, editor, form }) => ({
      atMs: Date.parse(from),
      editor: read(editor),
      form: read(form),
    }));
  return (
    <div className="mb-6 grid gap-x-8 gap-y-6 @3xl:grid-cols-2">
      <section aria-labelledby="failed-saves">
        <SectionHeader id="failed-saves" title="Failed saves" detail="% of saves" />
        <Chart
          {...shared}
          isLoading={!course}
          points={pointsOf(({ errorPercent }) => errorPercent)}
          label="Failed saves in percent, new editor against earlier form"
          format={tenthsWords}
        />
      </section>
      <section aria-labelledby="save-time">
        <SectionHeader id="save-time" title="Time of a save" detail="p95, ms" />
        <Chart
          {...shared}
          isLoading={!course}
          points={pointsOf(({ p95Ms }) => p95Ms)}
          label="p95 of a save in milliseconds, new editor against earlier form"
          format={wholeWords}
        />
      </section>
    </div>
  );
}

type ChartProps = Parameters<typeof ComparedLines>[0] & { isLoading: boolean };

function Chart({ isLoading, ...lines }: ChartProps) {
  if (isLoading) return <Skeleton height="132px" />;
  if (lines.points.length < 2) {
    return <p className="m-0 flex h-33 items-center text-13 text-ink-3">Too few saves to draw in the last hours.</p>;
  }
  return <ComparedLines {...lines} />;
}

function markOf(rollout: Rollout): ChartProps['mark'] {
  const current = currentBatchOf(rollout);
  return current?.startedAt ? { atMs: Date.parse(current.startedAt), label: `batch ${current.batch}` } : null;
}

function bandOf(rollout: Rollout): ChartProps['band'] {
  const windows = currentBatchOf(rollout)?.stop?.windows ?? [];
  const [first, last] = [windows[0], windows.at(-1)];
  return first && last ? { fromMs: Date.parse(first.from), toMs: Date.parse(last.to) } : null;
}
