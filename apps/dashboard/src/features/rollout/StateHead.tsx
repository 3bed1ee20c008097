import type { Rollout } from '@blunari/schema/api';
import { Button } from '@blunari/ui/button';
import { classNames } from '@blunari/ui/class-names';
import { Icon } from '@blunari/ui/icon';
import { IconButton } from '@blunari/ui/icon-button';
import { Menu } from '@blunari/ui/menu';
import { CirclePause, CirclePlay, Ellipsis, type LucideIcon, OctagonPause, Pause, Play, Undo2 } from 'lucide-react';
import type { Ask } from './ask.ts';
import { currentBatchOf, nextStepOf, skipAheadOf } from './rollout-steps.ts';
import { type RolloutWords, rolloutWords } from './rollout-words.ts';

export interface StateHeadProps {
  rollout: Rollout;
  onAsk: (ask: Ask) => void;
}

/** What the roll-out does now, and the three things that can be done about it. */
export function StateHead({ rollout, onAsk }: StateHeadProps) {
  const { tone, title, detail } = rolloutWords(rollout);
  const current = currentBatchOf(rollout);
  const next = nextStepOf(rollout);
  const isRunning = current?.status === 'running';
  const isRetired = rollout.retiredAt !== null;
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-3 pb-5">
      <div className="flex min-w-0 flex-1 basis-80 items-center gap-4">
        <span className={classNames('grid size-9 shrink-0 place-items-center rounded-full', discs[tone])}>
          <Icon of={icons[tone]} size={18} />
        </span>
        <div className="min-w-0" aria-live="polite">
          <h2 className="m-0 page-title">{title}</h2>
          <p className="m-0 text-13 text-ink-2">{detail}</p>
        </div>
      </div>
      <div className="flex flex-wrap items-center gap-2">
        {!isRunning && !isRetired && <span className="text-12 text-ink-3 max-md:basis-full">nothing is moving</span>}
        <Button
          icon={Pause}
          isDisabled={!isRunning}
          onPress={() => current && onAsk({ kind: 'pause', batch: current.batch })}
        >
          Pause
        </Button>
        <Button
          variant="danger"
          icon={Undo2}
          isDisabled={isRetired || rollout.stage === 'off'}
          onPress={() => onAsk({ kind: 'back', toBatch: 0 })}
        >
          Back to 0 %
        </Button>
        <Button
          variant="filled"
          icon={Play}
          isDisabled={next === null || isRetired}
          onPress={() => next && onAsk({ kind: 'goOn', step: next })}
        >
          Go on
        </Button>
        <MoreMenu rollout={rollout} onAsk={onAsk} />
      </div>
    </div>
  );
}

function MoreMenu({ rollout, onAsk }: StateHeadProps) {
  const current = currentBatchOf(rollout);
  const ahead = skipAheadOf(rollout);
  const isRetired = rollout.retiredAt !== null;
  const canAbort = current !== null && current.status !== 'done';
  return (
    <Menu
      label="More about the roll-out"
      placement="bottom end"
      trigger={<IconButton icon={Ellipsis} label="More" />}
      groups={[
        {
          id: 'plan',
          actions: [
            { id: 'plan', label: 'Plan batches', isDisabled: isRetired, onPress: () => onAsk({ kind: 'plan' }) },
            ...(ahead
              ? [
                  {
                    id: 'ahead',
                    label: ahead.title.replace(/\?$/, ''),
                    onPress: () => onAsk({ kind: 'goOn', step: ahead }),
                  },
                ]
              : []),
            {
              id: 'stage',
              label: 'Set the stage by hand',
              isDisabled: isRetired,
              onPress: () => onAsk({ kind: 'stage' }),
            },
          ],
        },
        {
          id: 'end',
          actions: [
            {
              id: 'abort',
              label: 'End the plan here',
              tone: 'negative',
              isDisabled: !canAbort,
              onPress: () => current && onAsk({ kind: 'abort', batch: current.batch }),
            },
          ],
        },
      ]}
    />
  );
}

const icons = {
  neutral: CirclePause,
  positive: CirclePlay,
  caution: CirclePause,
  negative: OctagonPause,
} as const satisfies Record<RolloutWords['tone'], LucideIcon>;

const discs = {
  neutral: 'bg-sunken text-ink-2',
  positive: 'bg-positive-soft text-positive',
  caution: 'bg-caution-soft text-caution',
  negative: 'bg-negative-soft text-negative',
} as const satisfies Record<RolloutWords['tone'], string>;
