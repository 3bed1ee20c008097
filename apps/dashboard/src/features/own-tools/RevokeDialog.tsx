import type { ApiToken } from '@blunari/schema/api';
import { Button } from '@blunari/ui/button';
import { Dialog } from '@blunari/ui/dialog';
import { Note } from '@blunari/ui/note';
import { useMutation } from '@tanstack/react-query';
import { appErrorOf } from '../../data/app-error-of.ts';
import { useServices } from '../../data/services-context.ts';

export interface RevokeDialogProps {
  token: ApiToken;
  onClose: () => void;
  onRevoked: () => void;
}

/** Asks before a token ends, and stays with the answer where that fails. */
export function RevokeDialog({ token: { id, name, prefix }, onClose, onRevoked }: RevokeDialogProps) {
  const { trpc, queryClient } = useServices();
  const renewList = () => queryClient.invalidateQueries({ queryKey: trpc.apiTokens.list.pathKey() });
  const revoke = useMutation(
    trpc.apiTokens.revoke.mutationOptions({
      // Closed once the list is without it: nothing that is gone gets the focus back.
      onSuccess: async () => {
        await renewList();
        onRevoked();
      },
      // Somebody else may have been quicker.
      onError: renewList,
    }),
  );
  return (
    <Dialog
      isOpen
      onOpenChange={onClose}
      title={`Revoke “${name}”?`}
      closeLabel="Close"
      isAlert
      footer={
        <>
          <Button variant="destructive" isBusy={revoke.isPending} onPress={() => revoke.mutate({ tokenId: id })}>
            Revoke token
          </Button>
          <Button variant="ghost" onPress={onClose}>
            Keep it
          </Button>
        </>
      }
    >
      <p className="m-0 text-ink-2">
        Whatever asks with <span className="font-mono text-13">{prefix}…</span> is refused from then on. A token that is
        revoked stays so; you can make another.
      </p>
      {revoke.isError && (
        <Note tone="negative" isAlert className="mt-3">
          {appErrorOf(revoke.error).message}
        </Note>
      )}
    </Dialog>
  );
}
