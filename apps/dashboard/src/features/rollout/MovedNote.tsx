import type { AppError } from '@blunari/schema/errors';
import { Button } from '@blunari/ui/button';
import { Note } from '@blunari/ui/note';
import { useState } from 'react';
import type { RolloutActions } from './actions.ts';
import type { TenantMove } from './tenant-move.ts';

export interface MovedNoteProps {
  move: TenantMove;
  actions: RolloutActions;
  onClose: () => void;
}

/** What was just decided by hand, and the way back to what was before. */
export function MovedNote({ move: { tenant, to }, actions, onClose }: MovedNoteProps) {
  const [error, setError] = useState<AppError | null>(null);
  const undo = async () => {
    const reason = tenant.byHand === null ? `Undone: ${did[to]}` : tenant.reason || `Undone: ${did[to]}`;
    const sent = await actions.moveTenant({ tenantId: tenant.id, to: tenant.byHand ?? 'rule', reason });
    if (sent.ok) onClose();
    else setError(sent.error);
  };
  return (
    <output className="block mb-4">
      <Note
        tone={error ? 'negative' : 'neutral'}
        action={
          <span className="flex gap-1">
            <Button size="sm" onPress={() => void undo()}>
              Undo
            </Button>
            <Button size="sm" variant="ghost" onPress={onClose}>
              Close
            </Button>
          </span>
        }
      >
        {error ? (
          error.message
        ) : (
          <>
            <bdi>{tenant.name}</bdi> was {did[to]}.
          </>
        )}
      </Note>
    </output>
  );
}

const did = { editor: 'put in', form: 'taken out', rule: 'given back to the share' } as const;
