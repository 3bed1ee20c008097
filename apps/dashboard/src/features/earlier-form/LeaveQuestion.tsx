import { Button } from '@blunari/ui/button';
import { Dialog } from '@blunari/ui/dialog';
import { useBlocker } from '@tanstack/react-router';

/** Asks before a page is left on which something is not saved; the browser asks where the whole tab goes. */
export function LeaveQuestion({ unsaved }: { unsaved: number }) {
  const blocker = useBlocker({
    shouldBlockFn: () => unsaved > 0,
    enableBeforeUnload: () => unsaved > 0,
    withResolver: true,
  });
  const stay = () => blocker.reset?.();
  return (
    <Dialog
      isOpen={blocker.status === 'blocked'}
      onOpenChange={stay}
      title={unsaved === 1 ? '1 change is not saved' : `${unsaved} changes are not saved`}
      closeLabel="Stay here"
      isAlert
      footer={
        <>
          <Button variant="destructive" onPress={() => blocker.proceed?.()}>
            Leave and drop them
          </Button>
          <Button variant="ghost" onPress={stay}>
            Stay here
          </Button>
        </>
      }
    >
      <p className="m-0 text-13 text-ink-2">If you leave this page now, what you typed is lost.</p>
    </Dialog>
  );
}
