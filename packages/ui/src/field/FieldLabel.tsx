import type { ReactNode } from 'react';
import { Label } from 'react-aria-components';

export interface FieldLabelProps {
  label: string;
  isHidden: boolean;
  end: ReactNode;
}

/** The line above a control. Inside a React Aria field it is tied to the control by itself. */
export function FieldLabel({ label, isHidden, end }: FieldLabelProps) {
  if (isHidden) return <Label className="sr-only">{label}</Label>;
  return (
    <div className="mb-1.5 flex items-baseline justify-between gap-2 text-12 font-medium text-ink-2">
      <Label>{label}</Label>
      {end}
    </div>
  );
}
