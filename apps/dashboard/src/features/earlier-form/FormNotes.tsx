import { Note } from '@blunari/ui/note';
import { useTenant } from '../../shared/tenant/tenant-context.ts';
import { openedIn } from './form-state.ts';
import type { EarlierFormHandle } from './use-earlier-form.ts';

/** What somebody should know before typing. */
export function FormNotes({ form: { state }, mayEdit }: { form: EarlierFormHandle; mayEdit: boolean }) {
  const { tenant } = useTenant();
  const broken = openedIn(state).problems;
  return (
    <>
      {mayEdit && (
        <p className="m-0 mb-4 text-13 text-ink-2">
          {state.base.isDraft
            ? 'Save keeps your changes as a draft. They reach your web site when the draft is published.'
            : 'Changes reach your web site when you press Save.'}
        </p>
      )}
      {!mayEdit && (
        <Note className="mb-4">
          You can look but not change: your role at {tenant.name} is {tenant.role}. Ask an admin to change it.
        </Note>
      )}
      {broken.length > 0 && (
        <Note tone="caution" className="mb-4">
          Another tool stored something that cannot be used in: {broken.map(({ section }) => section).join(', ')}. The
          defaults are shown to you and to visitors until you save the next change.
        </Note>
      )}
    </>
  );
}
