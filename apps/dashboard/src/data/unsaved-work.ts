/** Who holds what was typed and is not stored: the editor sends it by itself, a form waits for its Save. */
export type Holder = 'editor' | 'form';

/** Fields of one widget that this page holds and the server does not have. */
export type UnsavedFields = Readonly<Record<Holder, number>>;

const nothing: UnsavedFields = { editor: 0, form: 0 };
const held = new Map<string, UnsavedFields>();
const listeners = new Set<() => void>();

/** The same object until the widget's count changes. */
export function unsavedOf(widgetId: string): UnsavedFields {
  return held.get(widgetId) ?? nothing;
}

export function tellUnsaved(widgetId: string, holder: Holder, count: number): void {
  const before = unsavedOf(widgetId);
  if (before[holder] === count) return;
  held.set(widgetId, { ...before, [holder]: count });
  for (const listener of listeners) listener();
}

/** With the session all that it held goes. */
export function forgetUnsaved(): void {
  held.clear();
  for (const listener of listeners) listener();
}

/** Fields in forms of this page that wait for their Save; they are on no device but here. */
export function countFormFields(): number {
  return [...held.values()].reduce((sum, { form }) => sum + form, 0);
}

export function subscribeUnsaved(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
