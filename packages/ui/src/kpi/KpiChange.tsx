import type { ReactNode } from 'react';
import { classNames } from '../class-names/class-names.ts';

/** The part of a comparison that carries the news; the words around it say which way is good. */
export function KpiChange({ tone, children }: { tone: 'positive' | 'negative'; children: ReactNode }) {
  return (
    <strong className={classNames('font-medium', tone === 'positive' ? 'text-positive' : 'text-negative')}>
      {children}
    </strong>
  );
}
