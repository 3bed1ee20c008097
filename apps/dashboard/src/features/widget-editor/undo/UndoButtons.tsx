import type { Widget } from '../../../data/api-types.ts';
import { IconButton } from '@blunari/ui/icon-button';
import { Redo2, Undo2 } from 'lucide-react';
import { undoKeyWords } from './undo-keys.ts';
import { useUndo } from './use-undo.ts';

/** In the bar of the editor: my own edits back and forth. On phones undo stands at the thumb, beside the preview. */
export function UndoButtons({ row }: { row: Widget }) {
  const { undo, redo } = useUndo(row);
  const keys = undoKeyWords(navigator.platform);
  return (
    <div className="flex items-center gap-1 border-0 border-e border-line pe-2 max-md:hidden md:pe-3">
      <IconButton icon={Undo2} label="Undo" keys={keys.undo} isDisabled={!undo} onPress={() => undo?.()} size="sm" />
      <IconButton icon={Redo2} label="Redo" keys={keys.redo} isDisabled={!redo} onPress={() => redo?.()} size="sm" />
    </div>
  );
}
