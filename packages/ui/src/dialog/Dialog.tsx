import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { IconButton } from '../icon-button/IconButton.tsx';

export interface DialogProps {
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  title: string;
  closeLabel: string;
  children: ReactNode;
  /** Buttons; the one that acts comes first. */
  footer?: ReactNode;
  /** For questions that must be answered: no closing by a press outside. */
  isAlert?: boolean;
}

/** A question over the page, 480 px wide; on phones a sheet from below. */
export function Dialog({ isOpen, onOpenChange, title, closeLabel, children, footer, isAlert = false }: DialogProps) {
  return (
    <ModalOverlay
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      isDismissable={!isAlert}
      className="fixed inset-0 z-(--z-dialog) grid place-items-center bg-overlay p-4 transition-opacity duration-(--dur-base) entering:opacity-0 exiting:opacity-0 max-md:place-items-end max-md:p-0"
    >
      <Modal className="w-full max-w-120 rounded-xl bg-raised text-ink shadow-3 ring ring-line transition duration-(--dur-base) edge entering:translate-y-2 exiting:opacity-0 max-md:max-w-none max-md:rounded-b-none motion-reduce:translate-y-0">
        <AriaDialog role={isAlert ? 'alertdialog' : 'dialog'} className="flex max-h-[92dvh] flex-col outline-none">
          <div className="flex items-center gap-2 ps-6 pe-3 pt-4">
            <Heading slot="title" className="m-0 min-w-0 flex-1 section-title">
              {title}
            </Heading>
            <IconButton slot="close" icon={X} label={closeLabel} />
          </div>
          <div className="min-h-0 overflow-auto px-6 pt-2 pb-5">{children}</div>
          {footer !== undefined && (
            <div className="flex flex-wrap items-center gap-2 border-0 border-t border-line px-6 py-3">{footer}</div>
          )}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}
