import type { ReactNode } from 'react';

export interface AppShellProps {
  /** A Rail; not shown below 768 px. */
  rail: ReactNode;
  /** A BottomBar; shown below 768 px only. */
  bottomBar: ReactNode;
  /** Names the link that leads past the rail. */
  skipLabel: string;
  /** A TopBar, then a Page or another layout that fills the rest. */
  children: ReactNode;
}

/** The frame of every signed-in screen: rail, screen, and on phones the bar at the foot. */
export function AppShell({ rail, bottomBar, skipLabel, children }: AppShellProps) {
  return (
    <div className="flex h-dvh flex-col overflow-hidden bg-canvas md:flex-row">
      <a
        href="#main"
        className="absolute start-2 -top-20 z-(--z-toast) rounded-md bg-raised px-3 py-2 text-13 font-medium text-accent-ink shadow-2 focus:top-2"
      >
        {skipLabel}
      </a>
      <div className="contents max-md:hidden">{rail}</div>
      <main id="main" tabIndex={-1} className="flex min-h-0 min-w-0 flex-1 flex-col bg-surface outline-none">
        {children}
      </main>
      <div className="contents md:hidden">{bottomBar}</div>
    </div>
  );
}
