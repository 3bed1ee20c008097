import type { Backend } from '../state/backend.ts';
import { newId } from '../state/new-ids.ts';
import { countedBatchOf, memberOf, type Member } from '../rollout/members.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/** Milliseconds of saves as they are seen on one machine: most are fast, some wait for a lock. */
const usualMs = [41, 46, 52, 55, 58, 61, 64, 66, 70, 95] as const;
const reportMinutes = 10;
const reportsOfDay = 8;

/** Times with the saves of one restaurant in each: the last three hours by ten minutes, two days before by two hours. */
const savedIn = [
  ...Array.from({ length: 18 }, (_, window) => ({ agoMs: window * 10 * minuteMs, lengthMs: 10 * minuteMs, count: 6 })),
  ...Array.from({ length: 24 }, (_, window) => ({ agoMs: (window * 2 + 3) * hourMs, lengthMs: 2 * hourMs, count: 3 })),
];

/** How many times as much the batch that is worse saves, so that the rule has enough of it to judge a window by. */
const savesOfWorse = 6;
/** One save in so many fails. */
const failsOneIn = { worse: 20, usual: 250 } as const;

/** How saves went in the last days, and lines in the last one, in every restaurant. The same each time. */
export function addRolloutRecords(backend: Backend): void {
  const { plan } = backend.state.rollout;
  const dice = createDice();
  for (const tenantId of backend.state.tenants.keys()) {
    const member = memberOf(plan, tenantId);
    const beganAtMs = plan.batches.find(({ batch }) => batch === countedBatchOf(member))?.startedAtMs ?? null;
    addSaves(backend, member, beganAtMs, dice);
    addReports(backend, member, dice);
  }
  backend.state.rollout.saves.sort((one, other) => one.atMs - other.atMs);
}

function addSaves({ state, now }: Backend, member: Member, beganAtMs: number | null, dice: Dice): void {
  const { tenantId, isOn } = member;
  const isOfWorse = countedBatchOf(member) === 3;
  for (const { agoMs, lengthMs, count } of savedIn) {
    for (let save = 0; save < (isOfWorse ? count * savesOfWorse : count); save += 1) {
      const atMs = now() - agoMs - dice(lengthMs);
      const isMoved = isOn && (beganAtMs === null || atMs >= beganAtMs);
      const isWorse = isMoved && isOfWorse;
      const failure = dice(isWorse ? failsOneIn.worse : failsOneIn.usual) === 0 ? (isWorse ? tooLarge : busy) : null;
      const tookMs = usualMs[dice(usualMs.length)] ?? 50;
      state.rollout.saves.push({ tenantId, component: isMoved ? 'editor' : 'form', atMs, tookMs, failure });
    }
  }
}

const busy = { code: 'unavailable', message: 'The database is busy. Please try again.' };
const tooLarge = { code: 'invalid_input', message: 'party.max: This is above the largest party of the area.' };

function addReports(backend: Backend, member: Member, dice: Dice): void {
  const { state, now } = backend;
  const { tenantId, isOn } = member;
  for (let number = 0; number < reportsOfDay; number += 1) {
    const id = newId(backend);
    const drops = dice(60) === 0 ? 1 : 0;
    state.rollout.reports.set(`${tenantId} ${id}`, {
      id,
      tenantId,
      component: isOn ? 'editor' : 'form',
      onlineMs: reportMinutes * minuteMs,
      drops,
      recoveriesMs: drops === 0 ? [] : [350 + dice(1500)],
      hasPolled: dice(97) === 0,
      atMs: now() - number * 3 * hourMs,
      batch: countedBatchOf(member),
    });
  }
}

/** A whole number from 0 to below `sides`. */
type Dice = (sides: number) => number;

/** Numbers that look drawn by chance: the linear congruence of Numerical Recipes (Press et al., 1992, 7.1). */
function createDice(): Dice {
  let state = 1;
  return (sides) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * sides);
  };
}
