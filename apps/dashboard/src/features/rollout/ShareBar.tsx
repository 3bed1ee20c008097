import type { Rollout } from '@blunari/schema/api';
import { classNames } from '@blunari/ui/class-names';
import { countTenants, currentBatchOf, formatCount, formatPercent, movedUpTo } from './rollout-steps.ts';

/** How far the roll-out is, and where each batch ends; hatched: what a stop holds. */
export function ShareBar({ rollout }: { rollout: Rollout }) {
  const current = currentBatchOf(rollout);
  const share = shareOf(rollout);
  const isStopped = current?.status === 'stopped';
  const held = isStopped ? (rollout.batches.findLast(({ batch }) => batch < current.batch)?.percent ?? 0) : share;
  const ticks = rollout.batches.filter(({ status }) => status !== 'aborted');
  return (
    <div dir="ltr" className="relative mb-6 h-18.5">
      <p className="sr-only">{barWords(rollout, share)}</p>
      <div className="absolute inset-x-0 top-2.5 h-2.5 overflow-hidden rounded-full bg-sunken inset-ring inset-ring-line edge">
        <div
          className="absolute inset-y-0 left-0 bg-chart-1 forced-colors:bg-[Highlight]"
          style={{ width: `${held}%` }}
        />
        {isStopped && (
          <div
            className="absolute inset-y-0"
            style={{
              left: `${held}%`,
              width: `${share - held}%`,
              background: 'repeating-linear-gradient(45deg, var(--negative-dot) 0 3px, var(--negative-soft) 3px 6px)',
            }}
          />
        )}
      </div>
      <Tick percent={0} isReached={share > 0} />
      {ticks.map(({ batch, percent }, index) => (
        <Tick
          key={batch}
          percent={percent}
          isReached={percent <= share}
          isNow={batch === current?.batch}
          detail={`${tickWords(rollout, batch, index)}${batch === current?.batch ? stateOf(current.status) : ''}`}
        />
      ))}
      {!ticks.some(({ percent }) => percent === 100) && <Tick percent={100} isReached={share >= 100} />}
    </div>
  );
}

/** How many tenants a batch reaches; the first one says what is counted, and at the end how many there are. */
function tickWords(rollout: Rollout, batch: number, index: number): string {
  const moved = movedUpTo(rollout, batch);
  if (index === 0) return countTenants(moved);
  const isLast = rollout.batches.at(-1)?.batch === batch;
  return isLast ? `${formatCount(moved)} of ${formatCount(rollout.tenants.all)}` : formatCount(moved);
}

/** The share of the flag, whatever was decided by hand. */
function shareOf({ stage, percent }: Rollout): number {
  if (stage === 'on') return 100;
  return stage === 'percentage' ? percent : 0;
}

function barWords(rollout: Rollout, share: number): string {
  const current = currentBatchOf(rollout);
  const batch = current ? `, batch ${current.batch} of ${rollout.batches.length}${stateOf(current.status)}` : '';
  return `${formatPercent(share)}${batch}`;
}

const stateOf = (status: string): string => (status === 'stopped' || status === 'paused' ? `, ${status}` : '');

interface TickProps {
  percent: number;
  isReached: boolean;
  isNow?: boolean;
  detail?: string;
}

function Tick({ percent, isReached, isNow = false, detail }: TickProps) {
  const isEnd = percent === 0 || percent === 100;
  return (
    <>
      <div
        className={classNames('absolute top-1 h-5.5 w-0.5', isReached ? 'bg-ink' : 'bg-line-field')}
        style={{ left: percent === 100 ? 'calc(100% - 2px)' : `${percent}%` }}
      />
      <div
        className={classNames(
          'absolute top-8 text-12 leading-4.5 whitespace-nowrap text-ink-3',
          // On phones there is room for the ends and for where it stands; the table below has all.
          !isEnd && !isNow && 'max-md:hidden',
          percent === 0 ? 'text-start' : percent === 100 ? 'text-end' : 'text-center',
        )}
        style={{
          left: `${percent}%`,
          transform: percent === 0 ? 'none' : `translateX(${percent === 100 ? -100 : -50}%)`,
        }}
      >
        <div className={classNames('text-13', isNow ? 'font-semibold text-ink' : 'font-medium text-ink-2')}>
          {formatPercent(percent)}
        </div>
        {detail}
      </div>
    </>
  );
}
