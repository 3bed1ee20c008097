import type { Course } from '@blunari/schema/api';
import { addSaves, numbersOf } from '@blunari/schema/rollout';
import type { Tx } from '../../client.ts';
import { readSaveSums, type SumsWanted } from './save-sums.ts';

/** Both components side by side, window by window, oldest first; a platform admin's to see. */
export async function readCourse(tx: Tx, wanted: SumsWanted): Promise<Course> {
  const sums = await readSaveSums(tx, wanted);
  const windows = [...new Set(sums.map(({ from }) => from.getTime()))].toSorted((one, other) => one - other);
  return {
    points: windows.map((fromMs) => {
      const inWindow = sums.filter(({ from }) => from.getTime() === fromMs);
      return {
        from: new Date(fromMs).toISOString(),
        editor: numbersOf(addSaves(inWindow.filter(({ component }) => component === 'editor'))),
        form: numbersOf(addSaves(inWindow.filter(({ component }) => component === 'form'))),
      };
    }),
  };
}
