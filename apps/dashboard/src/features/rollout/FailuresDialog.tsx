import type { Failures } from '@blunari/schema/api';
import { editingComponentWords } from '@blunari/schema/rollout';
import { Dialog } from '@blunari/ui/dialog';
import { formatCount } from './rollout-steps.ts';

export interface FailuresDialogProps {
  failures: Failures;
  title: string;
  onClose: () => void;
}

/** Why saves failed, most frequent first. */
export function FailuresDialog({ failures: { failures }, title, onClose }: FailuresDialogProps) {
  return (
    <Dialog isOpen onOpenChange={onClose} title={title} closeLabel="Close">
      <ol className="m-0 p-0">
        {failures.map(({ code, message, component, saves, tenants }) => (
          <li
            key={`${component} ${code} ${message}`}
            className="list-none border-0 border-t border-line py-2.5 text-13"
          >
            <div className="flex items-baseline justify-between gap-3">
              <span className="font-medium [overflow-wrap:anywhere]">{message}</span>
              <span className="shrink-0 tabular-nums">{saves === 1 ? '1 save' : `${formatCount(saves)} saves`}</span>
            </div>
            <div className="text-ink-3">
              {editingComponentWords[component]}, <code className="text-12">{code}</code>
            </div>
            <div className="text-ink-2">{tenants.map(({ name }) => name).join(', ')}</div>
          </li>
        ))}
      </ol>
    </Dialog>
  );
}
