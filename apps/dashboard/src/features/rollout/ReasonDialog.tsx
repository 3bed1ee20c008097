import type { AppError } from '@blunari/schema/errors';
import type { Result } from '@blunari/schema/result';
import { changeReasonSchema } from '@blunari/schema/rollout';
import { Button } from '@blunari/ui/button';
import { Dialog } from '@blunari/ui/dialog';
import { Note } from '@blunari/ui/note';
import { TextField } from '@blunari/ui/text-field';
import { type ReactNode, useState } from 'react';

export interface ReasonDialogProps {
  title: string;
  /** What will happen. */
  children: ReactNode;
  confirmLabel: string;
  /** Takes something away from somebody. */
  isDestructive?: boolean;
  /** A reason that can be sent as it is. */
  suggestion?: string;
  /** Why it cannot be sent yet, such as a number that is missing. */
  problem?: string | undefined;
  onSend: (reason: string) => Promise<Result<null>>;
  onClose: () => void;
}

/** Says what a change does, asks why, and stays with the answer when it is refused. */
export function ReasonDialog(props: ReasonDialogProps) {
  const { title, children, confirmLabel, isDestructive = false, suggestion = '', problem, onSend, onClose } = props;
  const [reason, setReason] = useState(suggestion);
  const [isMissing, setIsMissing] = useState(false);
  const [isBusy, setIsBusy] = useState(false);
  const [error, setError] = useState<AppError | null>(null);
  const send = async () => {
    const parsed = changeReasonSchema.safeParse(reason);
    setIsMissing(!parsed.success);
    if (!parsed.success || problem !== undefined || isBusy) return;
    setIsBusy(true);
    const sent = await onSend(parsed.data);
    setIsBusy(false);
    if (sent.ok) onClose();
    else setError(sent.error);
  };
  return (
    <Dialog isOpen onOpenChange={onClose} title={title} closeLabel="Close" isAlert={isDestructive}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <div className="mb-4 text-13 text-ink-2">{children}</div>
        <TextField
          label="Reason"
          // A dialog takes the focus anyway; here is where one goes on.
          // oxlint-disable-next-line jsx-a11y/no-autofocus -- see above
          autoFocus
          value={reason}
          onChange={setReason}
          maxLength={500}
          hint="Kept in the audit for good"
          error={isMissing ? 'Say why: the reason is kept with the change.' : undefined}
        />
        {(problem ?? error?.message) !== undefined && (
          <Note tone="negative" isAlert className="mt-2">
            {problem ?? error?.message}
          </Note>
        )}
        <div className="mt-3 flex flex-wrap gap-2">
          <Button
            type="submit"
            variant={isDestructive ? 'destructive' : 'filled'}
            isBusy={isBusy}
            isDisabled={problem !== undefined}
          >
            {confirmLabel}
          </Button>
          <Button variant="ghost" onPress={onClose}>
            Cancel
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
