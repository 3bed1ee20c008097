import type { Result } from '@blunari/schema/result';
import { query } from './query.ts';

/** The value of a result that a test is sure of. */
export function sure<Value>(result: Result<Value>): Value {
  if (!result.ok) throw new Error(`${result.error.code}: ${result.error.message}`);
  return result.value;
}

/** What the table holds of a widget, and how many versions its history has. */
export async function storedWidget(ownerUrl: string, widgetId: string): Promise<Record<string, unknown>> {
  const [row] = await query(
    ownerUrl,
    `select w.version, w.publish_mode as "publishMode", w.draft, w.draft_base_version as "draftBaseVersion",
       w.draft_version as "draftVersion", w.config,
       (select count(*)::int from public.widget_config_versions v where v.widget_id = w.id) as "historyCount"
     from public.widget_configurations w where w.id = $1`,
    [widgetId],
  );
  if (!row) throw new Error('there is no such widget');
  return row;
}
