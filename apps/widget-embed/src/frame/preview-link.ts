import type { AvailabilityAnswer, AvailabilityQuery } from '@blunari/schema/booking';
import type { PreviewFrameMessage } from '@blunari/schema/preview';
import { err, ok, type Result } from '@blunari/schema/result';
import { isRecord, isString, type UnknownRecord } from '../protocol/guards.ts';
import { isAppError, isAvailabilityAnswer } from './read-answers.ts';

/** The editor around a preview: it says what to draw and answers questions about free times. */
export interface PreviewLink {
  readonly availability: (query: AvailabilityQuery) => Promise<Result<AvailabilityAnswer>>;
  /** Leaves a language that was chosen in the widget to the editor, which sends the draft in it. */
  readonly chooseLanguage: (language: string) => void;
}

/** @param dashboardOrigin the only origin that is listened to, and only as our parent. */
export function createPreviewLink(
  own: Window,
  dashboardOrigin: string,
  onDraft: (message: UnknownRecord) => void,
): PreviewLink {
  const { parent } = own;
  const origin = new URL(dashboardOrigin).origin;
  const open = new Map<string, (result: Result<AvailabilityAnswer>) => void>();
  let asked = 0;
  own.addEventListener('message', (event: MessageEvent<unknown>) => {
    if (event.source !== parent || event.origin !== origin || !isRecord(event.data)) return;
    const { type, id, result } = event.data;
    if (type === 'blunari:preview') onDraft(event.data);
    if (type !== 'blunari:availability' || !isString(id)) return;
    open.get(id)?.(readResult(result));
    open.delete(id);
  });
  const tell = (message: PreviewFrameMessage): void => parent.postMessage(message, origin);
  tell({ type: 'blunari:ready' });
  return {
    availability: (query) =>
      new Promise((resolve) => {
        const id = `q${(asked += 1)}`;
        open.set(id, resolve);
        tell({ type: 'blunari:availability-wanted', id, query });
      }),
    chooseLanguage: (language) => tell({ type: 'blunari:language-chosen', language }),
  };
}

function readResult(result: unknown): Result<AvailabilityAnswer> {
  if (isRecord(result) && result['ok'] === true && isAvailabilityAnswer(result['value'])) return ok(result['value']);
  const error = isRecord(result) ? result['error'] : null;
  return err(isAppError(error) ? error : { code: 'unavailable', message: 'The editor gave no answer.' });
}
