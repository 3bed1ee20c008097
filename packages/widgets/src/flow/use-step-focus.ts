import { useEffect, useRef, type RefObject } from 'react';

/**
 * Puts the focus on the new step's heading after the guest moved, so that a screen reader reads on from there.
 * Never at first: a widget must not pull the page to itself.
 * @param moves how often the guest has moved between steps.
 */
export function useStepFocus(moves: number): RefObject<HTMLDivElement | null> {
  const root = useRef<HTMLDivElement>(null);
  const lastMoves = useRef(moves);
  useEffect(() => {
    if (lastMoves.current === moves) return;
    lastMoves.current = moves;
    // Settings move the guest too; whoever is busy elsewhere, such as in the editor around a preview, keeps the focus.
    if (!document.hasFocus()) return;
    const headings = root.current?.querySelectorAll<HTMLElement>('[data-step-title]') ?? [];
    // Of two panes side by side only one may be shown; a hidden one has no boxes.
    [...headings].find((heading) => heading.getClientRects().length > 0)?.focus();
  }, [moves]);
  return root;
}
