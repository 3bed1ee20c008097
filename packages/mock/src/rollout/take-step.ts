import { tenantTopic, type TenantEventPayload } from '@blunari/schema/realtime';
import { ok, type Result } from '@blunari/schema/result';
import { rolloutFlagKey } from '@blunari/schema/rollout';
import type { Rollout } from '@blunari/schema/api';
import { isoOf, type Backend } from '../state/backend.ts';
import { realTenants } from '../state/members.ts';
import { changesBetween } from './changes-between.ts';
import { memberOf } from './members.ts';
import type { RolloutPlan } from './rollout-record.ts';
import type { Scene, Step } from './steps.ts';
import { toRollout } from './to-rollout.ts';

/** `userId`: null where it happens by itself. */
interface Actor extends Backend {
  readonly userId: string | null;
}

/** Takes one step: writes it with its reason, tells the restaurants it moves, and answers the roll-out as it is then. */
export function takeStep(call: Actor, reason: string, step: (scene: Scene) => Step): Result<Rollout> {
  const { state, userId, now } = call;
  const { rollout } = state;
  const before = rollout.plan;
  const decided = step({ plan: before, tenantIds: realTenants(state).map(({ id }) => id), nowMs: now() });
  if (!decided.ok) return decided;
  const after = counted(before, decided.value, now());
  for (const change of changesBetween(call, before, after)) {
    rollout.audit.push({ ...change, atMs: now(), actor: userId, reason });
  }
  rollout.plan = after;
  tellMoved(call, before, after);
  return ok(toRollout(state));
}

/** Each change of the flag counts, and so does each of decisions by hand. */
function counted(before: RolloutPlan, after: RolloutPlan, nowMs: number): RolloutPlan {
  const changes = Number(after.flag !== before.flag) + Number(after.decisions !== before.decisions);
  if (changes === 0) return after;
  return { ...after, flag: { ...after.flag, version: after.flag.version + changes, updatedAtMs: nowMs } };
}

function tellMoved({ state, tell, now }: Backend, before: RolloutPlan, after: RolloutPlan): void {
  for (const { id } of realTenants(state)) {
    const { isOn } = memberOf(after, id);
    const isDecided = before.decisions.get(id) !== after.decisions.get(id);
    if (!isDecided && isOn === memberOf(before, id).isOn) continue;
    const { version } = after.flag;
    const news: TenantEventPayload<'flags.changed'> = {
      id,
      key: rolloutFlagKey,
      isOn,
      version,
      committedAt: isoOf(now()),
    };
    tell(tenantTopic(id), 'flags.changed', news);
  }
}
