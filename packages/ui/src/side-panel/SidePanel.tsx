import type { ReactNode } from 'react';
import { Drawer } from '../drawer/Drawer.tsx';
import { PanelBox } from './PanelBox.tsx';
import { useIsWide } from './use-is-wide.ts';

export interface SidePanelProps {
  /** What is open, such as a row's id; undefined when nothing is. */
  openKey: string | undefined;
  onClose: () => void;
  title: string;
  closeLabel: string;
  /** Controls in the head, before the close button. */
  headEnd?: ReactNode;
  children: ReactNode;
}

/**
 * More of one row, beside the rows: the page stays in use, so the next row is one press away. Takes the focus when it
 * opens, Escape closes it, and the focus goes back to the row. On phones a sheet over the page. Stands in a WithPanel.
 */
export function SidePanel({ openKey, onClose, ...content }: SidePanelProps) {
  const isWide = useIsWide();
  if (!isWide) {
    return <Drawer isOpen={openKey !== undefined} onOpenChange={(isOpen) => !isOpen && onClose()} {...content} />;
  }
  return openKey === undefined ? null : <PanelBox key={openKey} onClose={onClose} {...content} />;
}
