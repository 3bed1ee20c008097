import {
  judgeWindow,
  whyStopped,
  windowsToStopFor,
  type EditingComponent,
  type JudgedWindow,
  type SaveSum,
} from '@blunari/schema/rollout';
import { isoOf, type Backend } from '../state/backend.ts';
import type { MockState } from '../state/mock-state.ts';
import { currentBatch, stop } from './batch-steps.ts';
import type { BatchRecord } from './rollout-record.ts';
import { minuteMs, savesOfMembers, sumOf, type MemberSave } from './save-sums.ts';
import { takeStep } from './take-step.ts';

const hourMs = 60 * minuteMs;

/** As the server's job: how far back windows are looked for, and how long before its move a batch is compared with. */
const lookBackMs = 6 * hourMs;
const beforeMs = 24 * hourMs;

/** Stops the batch under way where it did worse than its rule allows. The server has a job for it; here, who looks does it. */
export function watchBatch(backend: Backend): void {
  const { state, now } = backend;
  const batch = currentBatch(state.rollout.plan);
  if (!batch || batch.status === 'stopped') return;
  const windows = windowsToStopFor(state.rollout.plan.flag.rule, judge(state, batch, now()));
  if (!windows) return;
  const reason = whyStopped(windows);
  takeStep({ ...backend, userId: null }, reason, (scene) => stop(scene, batch, windows, reason));
}

/** All windows that began since the batch is watched and are over, oldest first. */
function judge(state: MockState, record: BatchRecord, nowMs: number): readonly JudgedWindow[] {
  const { rule } = state.rollout.plan.flag;
  const { batch, watchedFromMs, startedAtMs } = record;
  if (watchedFromMs === null || startedAtMs === null) return [];
  const windowMs = rule.windowMinutes * minuteMs;
  const untilMs = nowMs - (nowMs % windowMs);
  const sinceMs = Math.max(Math.ceil(watchedFromMs / windowMs) * windowMs, untilMs - lookBackMs);
  const saves = savesOfMembers(state);
  const of = (component: EditingComponent, isIts: boolean) => (save: MemberSave) =>
    save.component === component && (save.batch === batch) === isIts;
  const sum = (fits: (save: MemberSave) => boolean, fromMs: number, toMs: number): SaveSum =>
    sumOf(saves.filter((save) => save.minute >= fromMs && save.minute < toMs && fits(save)));
  const before = sum(of('form', true), startedAtMs - beforeMs, startedAtMs);
  const windowCount = Math.max(0, (untilMs - sinceMs) / windowMs);
  return Array.from({ length: windowCount }, (_, index) => {
    const [fromMs, toMs] = [sinceMs + index * windowMs, sinceMs + (index + 1) * windowMs];
    return judgeWindow(rule, {
      from: isoOf(fromMs),
      to: isoOf(toMs),
      batch: sum(of('editor', true), fromMs, toMs),
      others: sum(of('form', false), fromMs, toMs),
      before,
    });
  });
}
