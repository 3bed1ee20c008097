import type { ReactNode } from 'react';
import { classNames } from '../class-names/class-names.ts';

export interface CardProps {
  children: ReactNode;
  className?: string;
}

/** A hairline round what stands alone. Never a card in a card. */
export function Card({ children, className }: CardProps) {
  return <div className={classNames('rounded-lg border border-line bg-surface p-4', className)}>{children}</div>;
}
