import type { ReactNode } from 'react';

/**
 * The scrolling content under a TopBar: at most 1240 px, from the start edge. What it holds
 * arranges itself by the room that is left here, not by the window's width: a SidePanel takes some.
 * It is `relative` so that words for screen readers, which stand `absolute`, scroll with it: else they stretch the window.
 */
export function Page({ children }: { children: ReactNode }) {
  return (
    <div className="relative min-h-0 min-w-0 flex-1 overflow-y-auto px-4 py-4 md:px-6 md:py-6 xl:px-8">
      <div className="@container max-w-310">{children}</div>
    </div>
  );
}
