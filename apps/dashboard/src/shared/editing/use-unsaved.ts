import { useSyncExternalStore } from 'react';
import { subscribeUnsaved, type UnsavedFields, unsavedOf } from '../../data/unsaved-work.ts';

/** Fields of a widget that this page holds and the server does not have; none while the widget is not known. */
export function useUnsaved(widgetId: string | undefined): UnsavedFields {
  return useSyncExternalStore(subscribeUnsaved, () => unsavedOf(widgetId ?? ''));
}
