import { SaveStatus } from '@blunari/ui/save-status';
import { useNow } from '../../shared/time/use-now.ts';
import { saveStatusOf } from './autosave/save-status.ts';
import { saveWords } from './save-words.ts';
import type { Editor } from './use-editor.ts';

export interface SaveLineProps {
  editor: Editor;
  align: 'start' | 'end';
}

/** Whether everything is stored, in the same place on every section. */
export function SaveLine({ editor: { runner, state, mayEdit }, align }: SaveLineProps) {
  const status = saveStatusOf(state);
  const nowMs = useNow(status.kind === 'saved' && status.savedAtMs !== null ? 1000 : null);
  if (!mayEdit) return null;
  const words = saveWords(status, nowMs);
  const retry = { label: 'Retry', onPress: () => runner.dispatch({ kind: 'retryAsked', nowMs: Date.now() }) };
  return (
    <SaveStatus
      state={words.state}
      align={align}
      label={words.label}
      announcement={words.announcement}
      detail={status.kind === 'saved' ? `v${status.version}` : undefined}
      action={status.kind === 'refused' || status.kind === 'retrying' ? retry : undefined}
    />
  );
}
