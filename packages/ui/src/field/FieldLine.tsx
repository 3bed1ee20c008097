import { CircleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { Icon } from '../icon/Icon.tsx';

export interface FieldLineProps {
  id?: string;
  hint: ReactNode;
  error: string | undefined;
  hasLine: boolean;
}

/** The reserved line under a control: hint, or what is wrong and what to do. */
export function FieldLine({ id, hint, error, hasLine }: FieldLineProps) {
  if (!hasLine && error === undefined) return null;
  return (
    <div id={id} className="mt-1.25 min-h-4 text-12 text-ink-3">
      {error === undefined ? (
        hint
      ) : (
        <span className="flex items-start gap-1.25 text-negative">
          <Icon of={CircleAlert} size={13} strokeWidth={2} className="mt-0.5 text-negative-dot" />
          {error}
        </span>
      )}
    </div>
  );
}
