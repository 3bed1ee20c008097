import type { AppError } from '@blunari/schema/errors';
import { Note } from '@blunari/ui/note';

/** Why an export brought no file; where there was nothing to bring, nothing is wrong. */
export function ExportNote({ error }: { error: AppError }) {
  return (
    <Note tone={error.code === 'not_found' ? 'neutral' : 'negative'} isAlert className="mb-4">
      {error.message}
    </Note>
  );
}
