type Keys = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>;

/** What a press asks for: Ctrl or Cmd with Z, with Shift to redo; on Windows Ctrl Y redoes, too. */
export function undoKeyOf({ key, ctrlKey, metaKey, shiftKey, altKey }: Keys): 'undo' | 'redo' | null {
  if (altKey || ctrlKey === metaKey) return null;
  const letter = key.toLowerCase();
  if (letter === 'z') return shiftKey ? 'redo' : 'undo';
  return letter === 'y' && ctrlKey && !shiftKey ? 'redo' : null;
}

/** The keys as they are printed on this keyboard. */
export function undoKeyWords(platform: string): { readonly undo: string; readonly redo: string } {
  const isApple = /^(?:mac|iphone|ipad)/iu.test(platform);
  return isApple ? { undo: '⌘Z', redo: '⇧⌘Z' } : { undo: 'Ctrl Z', redo: 'Ctrl Shift Z' };
}
