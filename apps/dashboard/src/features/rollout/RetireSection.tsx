import type { Rollout } from '@blunari/schema/api';
import { Button } from '@blunari/ui/button';
import { SectionHeader } from '@blunari/ui/section-header';
import { formatDay } from '../../shared/time/local-time.ts';
import type { Ask } from './ask.ts';
import { countTenants } from './rollout-steps.ts';

export interface RetireSectionProps {
  rollout: Rollout;
  timeZone: string;
  nowMs: number;
  onAsk: (ask: Ask) => void;
}

/** The last step: with everybody moved, the earlier form can go. */
export function RetireSection({ rollout, timeZone, nowMs, onAsk }: RetireSectionProps) {
  const { retiredAt, tenants, stage } = rollout;
  const left = tenants.all - tenants.moved;
  return (
    <section aria-labelledby="retire">
      <SectionHeader id="retire" title="Retire the earlier form" />
      {retiredAt === null ? (
        <div className="flex flex-wrap items-center gap-3 border-0 border-t border-line py-3 text-13">
          <p className="m-0 min-w-0 flex-1 basis-72 text-ink-2">
            {left > 0
              ? `The last step, once everybody has the new editor. ${countTenants(left)} still ${left === 1 ? 'has' : 'have'} the earlier form.`
              : stage !== 'on'
                ? 'The last step. Everybody has the new editor already; finish the roll-out first, so that new tenants get it too.'
                : 'Everybody has the new editor. Retired, the earlier form serves nobody, and its code can be deleted: docs/retire-the-earlier-form.md says how.'}
          </p>
          <Button isDisabled={left > 0 || stage !== 'on'} onPress={() => onAsk({ kind: 'retire' })}>
            Retire it
          </Button>
        </div>
      ) : (
        <div className="flex flex-wrap items-center gap-3 border-0 border-t border-line py-3 text-13">
          <p className="m-0 min-w-0 flex-1 basis-72 text-ink-2">
            Retired since {formatDay(retiredAt, timeZone, nowMs)}. Its code can be deleted:
            docs/retire-the-earlier-form.md says how. Until then it can be brought back.
          </p>
          <Button onPress={() => onAsk({ kind: 'bringBack' })}>Bring it back</Button>
        </div>
      )}
    </section>
  );
}
