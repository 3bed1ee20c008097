import { X } from 'lucide-react';
import { useEffect, useId } from 'react';
import { IconButton } from '../icon-button/IconButton.tsx';
import type { SidePanelProps } from './SidePanel.tsx';
import { useBorrowedFocus } from './use-borrowed-focus.ts';

/** The panel while it is open; one for each row, so that each begins at its top and takes the focus. */
export function PanelBox({ onClose, title, closeLabel, headEnd, children }: Omit<SidePanelProps, 'openKey'>) {
  const ref = useBorrowedFocus<HTMLDialogElement>();
  const titleId = useId();
  useCloseByEscape(onClose);
  return (
    <dialog
      ref={ref}
      open
      aria-labelledby={titleId}
      tabIndex={-1}
      className="static m-0 flex h-auto max-h-none w-[clamp(340px,30vw,440px)] max-w-none shrink-0 flex-col overflow-y-auto border-0 border-s border-line bg-surface p-0 text-ink focus-visible:-outline-offset-2"
    >
      <div className="flex items-start gap-2 ps-6 pe-3 pt-2">
        <h2 id={titleId} className="m-0 min-w-0 flex-1 py-3 break-words section-title">
          <bdi>{title}</bdi>
        </h2>
        <div className="flex h-12 shrink-0 items-center gap-2">
          {headEnd}
          <IconButton icon={X} label={closeLabel} onPress={onClose} />
        </div>
      </div>
      <div className="px-6 pb-6">{children}</div>
    </dialog>
  );
}

/** Wherever on the page the focus is; what lies above the page, such as a menu, closes first and keeps the key to itself. */
function useCloseByEscape(onClose: () => void): void {
  useEffect(() => {
    const close = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && !event.defaultPrevented) onClose();
    };
    document.addEventListener('keydown', close);
    return () => document.removeEventListener('keydown', close);
  }, [onClose]);
}
