import { rolloutFlagKey } from '@blunari/schema/rollout';
import { Page } from '@blunari/ui/page';
import { SkeletonRows } from '@blunari/ui/skeleton-rows';
import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { useServices } from '../../data/services-context.ts';
import { FailedPanel } from '../../shared/screens/FailedPanel.tsx';
import { PlainTop } from '../../shared/screens/PlainTop.tsx';
import { useTitle } from '../../shared/screens/use-title.ts';
import { Freshness } from './Freshness.tsx';
import { type Part, RolloutView } from './RolloutView.tsx';
import { useRolloutActions } from './use-rollout-actions.ts';
import { useTime } from './use-time.ts';

/** A stop shows within seconds; numbers of windows change every minute at most. */
const stateEveryMs = 3000;
const numbersEveryMs = 30_000;

const shownHours = { course: 3, connections: 24, failures: 24 };
const courseStepMinutes = 10;
const shownEntries = 6;

export function RolloutPage() {
  const { trpc } = useServices();
  const time = useTime();
  const actions = useRolloutActions();
  const rollout = useQuery(trpc.rollouts.get.queryOptions(undefined, { refetchInterval: stateEveryMs }));
  const batch = rollout.data?.currentBatch ?? null;
  const often = { refetchInterval: numbersEveryMs };
  const course = useQuery(
    trpc.rollouts.course.queryOptions({ hours: shownHours.course, stepMinutes: courseStepMinutes }, often),
  );
  const connections = useQuery(trpc.rollouts.connections.queryOptions({ hours: shownHours.connections }, often));
  const failures = useQuery(
    trpc.rollouts.failures.queryOptions({ hours: shownHours.failures, ...(batch === null ? {} : { batch }) }, often),
  );
  const audit = useQuery(trpc.rollouts.audit.queryOptions({ limit: shownEntries }, often));
  useTitle('Roll-out');
  return (
    <>
      <PlainTop
        title="Roll-out"
        detail={<code className="text-12">{rolloutFlagKey}</code>}
        end={<Freshness atMs={rollout.dataUpdatedAt} isFailing={rollout.isError} timeZone={time.timeZone} />}
      />
      <Page>
        {rollout.data ? (
          <RolloutView
            rollout={rollout.data}
            course={partOf(course)}
            connections={partOf(connections)}
            failures={partOf(failures)}
            audit={partOf(audit)}
            actions={actions}
            {...time}
          />
        ) : rollout.isError ? (
          <FailedPanel what="The roll-out" error={rollout.error} onRetry={() => void rollout.refetch()} />
        ) : (
          <SkeletonRows label="The roll-out is on its way" rows={8} />
        )}
      </Page>
    </>
  );
}

function partOf<Answer>({ data, error, refetch }: UseQueryResult<Answer, unknown>): Part<Answer> {
  return { data, error, refetch: () => void refetch() };
}
