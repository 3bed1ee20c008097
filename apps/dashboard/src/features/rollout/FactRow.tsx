import type { ReactNode } from 'react';

/** A fact in a narrow list, hairline above: what it is, and at the end its value or two of them. */
export function FactRow({ label, children }: { label: ReactNode; children: ReactNode }) {
  return (
    <li className="flex min-h-9 list-none items-center justify-between gap-3 border-0 border-t border-line py-1.5 text-13">
      <span className="text-ink-2">{label}</span>
      <span className="text-end">{children}</span>
    </li>
  );
}
