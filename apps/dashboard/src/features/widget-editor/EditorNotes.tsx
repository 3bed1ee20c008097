import { Note } from '@blunari/ui/note';
import { useTenant } from '../../shared/tenant/tenant-context.ts';
import type { Editor } from './use-editor.ts';

/** What somebody should know before editing: they may only look, or a part could not be read. */
export function EditorNotes({ editor }: { editor: Editor }) {
  const { tenant } = useTenant();
  const broken = editor.draft.problems;
  if (editor.mayEdit && broken.length === 0) return null;
  return (
    <div className="grid gap-3 px-4 pt-4 md:px-6">
      {!editor.mayEdit && (
        <Note>
          You can look but not change: your role at {tenant.name} is {tenant.role}. Ask an admin to change it.
        </Note>
      )}
      {broken.length > 0 && (
        <Note tone="caution">
          Another tool stored something that cannot be used in: {broken.map(({ section }) => section).join(', ')}. The
          defaults are shown to you and to visitors until you save the next change.
        </Note>
      )}
    </div>
  );
}
