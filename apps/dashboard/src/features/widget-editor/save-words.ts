import { fieldName } from '@blunari/schema/config/field-name';
import { assertNever } from '@blunari/schema/result';
import type { SaveStatusProps } from '@blunari/ui/save-status';
import { formatAgo } from '../../shared/time/local-time.ts';
import type { SaveStatus } from './autosave/save-status.ts';

export type SaveWords = Pick<SaveStatusProps, 'state' | 'label' | 'announcement'>;

export function saveWords(status: SaveStatus, nowMs: number): SaveWords {
  switch (status.kind) {
    case 'saving':
      return said('saving', 'Saving');
    case 'saved':
      return { state: 'saved', label: savedWords(status.savedAtMs, nowMs), announcement: 'Saved' };
    case 'offline':
      return said('waiting', `Offline, ${count(status.count, 'change', 'changes')} waiting`);
    case 'choice':
      return said('choice', status.count === 1 ? '1 field needs a choice' : `${status.count} fields need a choice`);
    case 'invalid':
      return invalidWords(fieldName(status.path.split('.')), status.reason);
    case 'refused':
    case 'retrying':
      return said('failed', `Not saved: ${status.reason}`);
    default:
      return assertNever(status);
  }
}

/** Nothing was changed in this visit: everything is stored all the same. */
function savedWords(savedAtMs: number | null, nowMs: number): string {
  if (savedAtMs === null) return 'Saved';
  const seconds = Math.max(0, Math.floor((nowMs - savedAtMs) / 1000));
  if (seconds === 0) return 'Saved just now';
  return seconds < 60 ? `Saved ${seconds} s ago` : `Saved ${formatAgo(savedAtMs, nowMs)}`;
}

/** The field itself says what is wrong; the head names it. */
function invalidWords(field: string, reason: string): SaveWords {
  return { state: 'failed', label: `Not saved: ${field}`, announcement: `Not saved. ${field}: ${reason}` };
}

const said = (state: SaveWords['state'], label: string): SaveWords => ({ state, label, announcement: label });

const count = (number: number, one: string, many: string): string => `${number} ${number === 1 ? one : many}`;
