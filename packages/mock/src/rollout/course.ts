import type { Course, courseInputSchema } from '@blunari/schema/api';
import { numbersOf } from '@blunari/schema/rollout';
import type { z } from 'zod';
import { isoOf } from '../state/backend.ts';
import type { MockState } from '../state/mock-state.ts';
import { minuteMs, savesOfMembers, sumOf } from './save-sums.ts';

/** Saves of both components over time, oldest first; a window without a save is absent. */
export function courseOf(
  state: MockState,
  nowMs: number,
  { hours, stepMinutes }: z.infer<typeof courseInputSchema>,
): Course {
  const stepMs = stepMinutes * minuteMs;
  const saves = savesOfMembers(state)
    .filter(({ minute }) => minute >= nowMs - hours * 60 * minuteMs)
    .map((save) => ({ ...save, fromMs: save.minute - (save.minute % stepMs) }));
  const windows = [...new Set(saves.map(({ fromMs }) => fromMs))].toSorted((one, other) => one - other);
  return {
    points: windows.map((fromMs) => {
      const inWindow = saves.filter((save) => save.fromMs === fromMs);
      return {
        from: isoOf(fromMs),
        editor: numbersOf(sumOf(inWindow.filter(({ component }) => component === 'editor'))),
        form: numbersOf(sumOf(inWindow.filter(({ component }) => component === 'form'))),
      };
    }),
  };
}
