import { z } from 'zod';
import { type Report, reportSchema } from './report.ts';

const storageKey = 'blunari.system-tests';

/** What some months of tests come to, well below what a browser keeps for a site. */
const keptReports = 20;

/** Reports of earlier runs on this device, newest first. What cannot be read, or not be kept, is as if it had not been. */
export function readReports(storage: Pick<Storage, 'getItem'>): readonly Report[] {
  try {
    const stored: unknown = JSON.parse(storage.getItem(storageKey) ?? '[]');
    const list = z.array(z.unknown()).safeParse(stored).data ?? [];
    return list.flatMap((each) => reportSchema.safeParse(each).data ?? []);
  } catch {
    return [];
  }
}

export function keepReport(storage: Pick<Storage, 'getItem' | 'setItem'>, report: Report): readonly Report[] {
  const reports = [report, ...readReports(storage)].slice(0, keptReports);
  try {
    storage.setItem(storageKey, JSON.stringify(reports));
  } catch {
    // A full or closed store: the report is shown all the same.
  }
  return reports;
}
