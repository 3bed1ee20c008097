/**
 * Copies text. A page over plain http from another machine is no secure context and has no clipboard; there a selected text
 * field does it. False where neither works.
 */
export async function copyText(text: string): Promise<boolean> {
  try {
    // Absent outside secure contexts, whatever the types say.
    if ('clipboard' in navigator) {
      await navigator.clipboard.writeText(text);
      return true;
    }
  } catch {
    // Refused, as where the page has lost the focus.
  }
  return copyBySelection(text);
}

function copyBySelection(text: string): boolean {
  const field = document.createElement('textarea');
  field.value = text;
  field.style.position = 'fixed';
  field.style.opacity = '0';
  const before = document.activeElement;
  document.body.append(field);
  field.select();
  try {
    return document.execCommand('copy');
  } finally {
    field.remove();
    if (before instanceof HTMLElement) before.focus();
  }
}
