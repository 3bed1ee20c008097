import { Button } from '@blunari/ui/button';
import { Dialog } from '@blunari/ui/dialog';
import { Note } from '@blunari/ui/note';

export interface KeepLessDialogProps {
  days: number;
  /** From which on visits would be kept, in words. */
  firstDay: string;
  isDeleting: boolean;
  /** Why it was not done. */
  error: string | undefined;
  onDelete: () => void;
  onClose: () => void;
}

/** Asks before visits go that were kept so far, and stays with the answer where that fails. */
export function KeepLessDialog({ days, firstDay, isDeleting, error, onDelete, onClose }: KeepLessDialogProps) {
  return (
    <Dialog
      isOpen
      onOpenChange={onClose}
      title={`Keep visits for ${days} days?`}
      closeLabel="Close"
      isAlert
      footer={
        <>
          <Button variant="destructive" isBusy={isDeleting} onPress={onDelete}>
            Delete older visits
          </Button>
          <Button variant="ghost" onPress={onClose}>
            Keep them
          </Button>
        </>
      }
    >
      <p className="m-0 text-ink-2">
        Every single visit before {firstDay} is deleted within hours, and so are versions of your settings that old, but
        for the newest 50 of each widget. Nothing brings them back: export first what you want to keep. Totals and
        charts stay as they are.
      </p>
      {error !== undefined && (
        <Note tone="negative" isAlert className="mt-3">
          {error}
        </Note>
      )}
    </Dialog>
  );
}
