import type { ReactNode } from 'react';

/** Room for a table with more columns than a narrow page has: it scrolls sideways, the page does not. */
export function WideTable({ label, children }: { label: string; children: ReactNode }) {
  return (
    <section
      aria-label={label}
      // It scrolls, so the keyboard must reach it.
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- see above
      tabIndex={0}
      className="overflow-x-auto rounded-sm"
    >
      {children}
    </section>
  );
}
