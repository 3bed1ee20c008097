import type { ReactNode } from 'react';

export interface WithPanelProps {
  /** A Page. */
  children: ReactNode;
  /** SidePanel; it takes its room from the page only while it is open. */
  panel: ReactNode;
}

/** What fills a screen under its TopBar: a page, and at the inline end what is open of it. */
export function WithPanel({ children, panel }: WithPanelProps) {
  return (
    <div className="flex min-h-0 flex-1">
      {children}
      {panel}
    </div>
  );
}
