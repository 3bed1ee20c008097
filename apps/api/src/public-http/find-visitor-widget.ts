import type { Database, VisitorWidget } from '@blunari/db';
import { appError } from '@blunari/schema/errors';
import { err, type Result } from '@blunari/schema/result';

/** The widget of a key, or that there is none. */
export async function findVisitorWidget(db: Database, key: string): Promise<Result<VisitorWidget>> {
  const found = await db.visitor.widget(key);
  if (!found.ok) return found;
  return found.value === null ? unknownKey : { ok: true, value: found.value };
}

export const unknownKey = err(appError('not_found', 'There is no widget with this key. Check the line on your page.'));
