import type { AuditEntry, Connections, Course, Failures, Rollout } from '@blunari/schema/api';
import { useState } from 'react';
import type { RolloutActions } from './actions.ts';
import type { Ask } from './ask.ts';
import { AskDialog } from './AskDialog.tsx';
import { BatchTable } from './BatchTable.tsx';
import { ConnectionSection } from './ConnectionSection.tsx';
import { CourseSection } from './CourseSection.tsx';
import { FailuresDialog } from './FailuresDialog.tsx';
import { RecentChanges } from './RecentChanges.tsx';
import { RetireSection } from './RetireSection.tsx';
import { RuleSection } from './RuleSection.tsx';
import { ShareBar } from './ShareBar.tsx';
import { StateHead } from './StateHead.tsx';
import { StopReason } from './StopReason.tsx';

/** A part of the screen that has an answer of its own. */
export interface Part<Answer> {
  readonly data: Answer | undefined;
  readonly error: unknown;
  readonly refetch: () => void;
}

export interface RolloutViewProps {
  rollout: Rollout;
  course: Part<Course>;
  connections: Part<Connections>;
  failures: Part<Failures>;
  audit: Part<{ readonly entries: readonly AuditEntry[] }>;
  actions: RolloutActions;
  timeZone: string;
  nowMs: number;
}

/** The whole roll-out on one screen: what it does, why, its numbers, and what can be done. */
export function RolloutView(props: RolloutViewProps) {
  const { rollout, course, connections, failures, audit, actions, timeZone, nowMs } = props;
  const [ask, setAsk] = useState<Ask | null>(null);
  const [isShowingFailures, setIsShowingFailures] = useState(false);
  const time = { timeZone, nowMs };
  return (
    <>
      <StateHead rollout={rollout} onAsk={setAsk} />
      <ShareBar rollout={rollout} />
      <div className="grid gap-x-10 @4xl:grid-cols-[minmax(0,1fr)_340px]">
        <div className="min-w-0">
          <StopReason
            rollout={rollout}
            failures={failures.data}
            timeZone={timeZone}
            onAsk={setAsk}
            onShowFailures={() => setIsShowingFailures(true)}
          />
          <CourseSection
            rollout={rollout}
            course={course.data}
            error={course.error}
            onRetry={course.refetch}
            timeZone={timeZone}
          />
          <BatchTable rollout={rollout} {...time} onAsk={setAsk} />
          <RetireSection rollout={rollout} {...time} onAsk={setAsk} />
        </div>
        <div className="min-w-0 max-@4xl:mt-6">
          <RuleSection rule={rollout.rule} onChange={() => setAsk({ kind: 'rule' })} />
          <ConnectionSection
            connections={connections.data}
            currentBatch={rollout.currentBatch}
            error={connections.error}
            onRetry={connections.refetch}
          />
          <RecentChanges entries={audit.data?.entries} error={audit.error} onRetry={audit.refetch} {...time} />
        </div>
      </div>
      {ask && <AskDialog ask={ask} rollout={rollout} actions={actions} onClose={() => setAsk(null)} />}
      {isShowingFailures && failures.data && (
        <FailuresDialog
          failures={failures.data}
          title={rollout.currentBatch === null ? 'Failed saves' : `Failed saves of batch ${rollout.currentBatch}`}
          onClose={() => setIsShowingFailures(false)}
        />
      )}
    </>
  );
}
