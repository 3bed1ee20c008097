import type { ReactNode } from 'react';

/** What every labelled field of the kit takes beside its own value. */
export interface FieldProps {
  label: string;
  /** The label is read out but not shown: for fields whose row already names them. */
  isLabelHidden?: boolean;
  /** Stands at the end of the label's line, such as a link. */
  labelEnd?: ReactNode;
  hint?: ReactNode;
  /** What is wrong and what to do; shown in place of the hint. */
  error?: string | undefined;
  /** False where no hint or error can ever appear: gives the reserved line back. */
  hasMessageLine?: boolean;
  size?: 'sm' | 'md' | 'lg';
  className?: string;
}
