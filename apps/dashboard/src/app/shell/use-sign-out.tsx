import { Button } from '@blunari/ui/button';
import { Dialog } from '@blunari/ui/dialog';
import { type ReactNode, useState } from 'react';
import { useServices } from '../../data/services-context.ts';
import { countUnsentFields } from '../../data/unsent-edits.ts';
import { countFormFields } from '../../data/unsaved-work.ts';
import { useMe } from '../../shared/tenant/me-context.ts';
import { leaveDevice } from './leave-device.ts';

/** Signs out at once, or asks first when changes wait on this device: they would be lost. */
export function useSignOut(): { signOut: () => void; dialog: ReactNode } {
  const { session } = useServices();
  const me = useMe();
  const [waiting, setWaiting] = useState(0);
  const leave = () => void leaveDevice(session, me.userId);
  const signOut = () => {
    const count = countUnsentFields(me.userId) + countFormFields();
    if (count === 0) leave();
    else setWaiting(count);
  };
  const dialog = (
    <Dialog
      isOpen={waiting > 0}
      onOpenChange={() => setWaiting(0)}
      title={waiting === 1 ? '1 change is not saved yet' : `${waiting} changes are not saved yet`}
      closeLabel="Stay signed in"
      isAlert
      footer={
        <>
          <Button variant="destructive" onPress={leave}>
            Sign out and drop them
          </Button>
          <Button variant="ghost" onPress={() => setWaiting(0)}>
            Stay
          </Button>
        </>
      }
    >
      <p className="m-0 text-13 text-ink-2">
        {countFormFields() > 0
          ? 'The form keeps them until you press Save. If you sign out now, they are lost.'
          : 'They go out by themselves when the line is back. If you sign out now, they are lost.'}
      </p>
    </Dialog>
  );
  return { signOut, dialog };
}
