import { arriveInMock } from '../../data/mock/mock-person.ts';
import { switchDataSource } from '../../data/source/data-source.ts';

/**
 * Loads this tab anew in Mock Mode.
 * @param path where to go on, below `/dashboard`
 * @param isForPlatform whether to be the platform's admin there, who finds its screens
 */
export function enterMock(path: string, isForPlatform: boolean): void {
  arriveInMock(isForPlatform);
  switchDataSource('mock', path);
}
