import { CircleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { Text } from 'react-aria-components';
import { Icon } from '../icon/Icon.tsx';

export interface FieldMessageProps {
  hint: ReactNode;
  error: string | undefined;
  hasLine: boolean;
}

/** One reserved line for hint or error, so a form never moves. Read out with the control it belongs to. */
export function FieldMessage({ hint, error, hasLine }: FieldMessageProps) {
  if (!hasLine && error === undefined) return null;
  return (
    <div className="mt-1.25 min-h-4 text-12">
      {error === undefined ? (
        <Text slot="description" className="text-ink-3">
          {hint}
        </Text>
      ) : (
        <Text slot="errorMessage" className="flex items-start gap-1.25 text-negative">
          <Icon of={CircleAlert} size={13} strokeWidth={2} className="mt-0.5 text-negative-dot" />
          {error}
        </Text>
      )}
    </div>
  );
}
