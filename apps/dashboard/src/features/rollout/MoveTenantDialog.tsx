import type { MoveTenant } from '@blunari/schema/api';
import type { RolloutActions } from './actions.ts';
import { ReasonDialog } from './ReasonDialog.tsx';
import type { TenantMove } from './tenant-move.ts';

export interface MoveTenantDialogProps {
  move: TenantMove;
  actions: RolloutActions;
  onDone: () => void;
  onClose: () => void;
}

/** One tenant by hand, with the reason. */
export function MoveTenantDialog({ move: { tenant, to }, actions, onDone, onClose }: MoveTenantDialogProps) {
  const { confirmLabel, detail } = words[to];
  return (
    <ReasonDialog
      title={`${confirmLabel}: ${tenant.name}`}
      confirmLabel={confirmLabel}
      onSend={async (reason) => {
        const sent = await actions.moveTenant({ tenantId: tenant.id, to, reason });
        if (sent.ok) onDone();
        return sent;
      }}
      onClose={onClose}
    >
      <p className="m-0">{detail}</p>
    </ReasonDialog>
  );
}

const words = {
  editor: {
    confirmLabel: 'Put it in',
    detail: 'It has the new editor within a second, whatever the share says.',
  },
  form: {
    confirmLabel: 'Take it out',
    detail: 'It has the earlier form within a second, whatever the share says. Nothing that was saved is lost.',
  },
  rule: {
    confirmLabel: 'Let the share decide',
    detail: 'The decision by hand goes; the share of the roll-out and its place in the order say what it has.',
  },
} as const satisfies Record<MoveTenant['to'], { confirmLabel: string; detail: string }>;
