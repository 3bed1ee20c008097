/** A key or chord, such as Ctrl K. */
export function Kbd({ children }: { children: string }) {
  return (
    <kbd className="rounded-xs border border-b-2 border-line bg-surface px-1 text-11 font-medium text-ink-3">
      {children}
    </kbd>
  );
}
