import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { classNames } from '../class-names/class-names.ts';
import { IconButton } from '../icon-button/IconButton.tsx';

export interface DrawerProps {
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  title: string;
  closeLabel: string;
  /** Controls in the head, before the close button. */
  headEnd?: ReactNode;
  children: ReactNode;
  footer?: ReactNode;
  /** `end`: from the inline end, a sheet on phones. `bottom`: a sheet of 92 % everywhere. */
  side?: 'end' | 'bottom';
  /** False where the content draws its own edges, such as a preview. */
  isPadded?: boolean;
}

/** More of the thing at hand, beside the page it belongs to. */
export function Drawer(props: DrawerProps) {
  const { isOpen, onOpenChange, title, closeLabel, headEnd, children, footer, side = 'end', isPadded = true } = props;
  return (
    <ModalOverlay
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      isDismissable
      className="fixed inset-0 z-(--z-drawer) bg-overlay transition-opacity duration-(--dur-slow) entering:opacity-0 exiting:opacity-0"
    >
      <Modal className={classNames(PANEL, side === 'end' ? END_PANEL : BOTTOM_PANEL)}>
        <AriaDialog className="flex h-full min-h-0 flex-col outline-none">
          <div className="flex items-start gap-2 ps-4 pe-2 md:ps-6 md:pe-3">
            <Heading slot="title" level={2} className="m-0 min-w-0 flex-1 py-3.5 break-words section-title">
              <bdi>{title}</bdi>
            </Heading>
            <div className="flex h-13 shrink-0 items-center gap-2">
              {headEnd}
              <IconButton slot="close" icon={X} label={closeLabel} />
            </div>
          </div>
          <div className={classNames('min-h-0 flex-1 overflow-auto', isPadded && 'px-4 pb-5 md:px-6')}>{children}</div>
          {footer !== undefined && (
            <div className="flex flex-wrap items-center gap-2 border-0 border-t border-line px-4 py-3 md:px-6">
              {footer}
            </div>
          )}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}

const PANEL =
  'fixed bg-raised text-ink shadow-3 ring ring-line transition duration-(--dur-slow) edge motion-reduce:translate-0';
const SHEET = 'inset-x-0 bottom-0 h-[92dvh] rounded-t-xl entering:translate-y-8 exiting:translate-y-8';
const BOTTOM_PANEL = `${SHEET} mx-auto max-w-160`;
const END_PANEL = classNames(
  'max-md:inset-x-0 max-md:bottom-0 max-md:h-[92dvh] max-md:rounded-t-xl max-md:entering:translate-y-8',
  'md:inset-y-0 md:end-0 md:w-[min(440px,90vw)] md:entering:translate-x-8 md:exiting:translate-x-8',
  'md:rtl:entering:-translate-x-8 md:rtl:exiting:-translate-x-8',
);
