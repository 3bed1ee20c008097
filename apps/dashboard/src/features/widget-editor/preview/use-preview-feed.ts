import type { AvailabilityQuery } from '@blunari/schema/booking';
import { parseConfig } from '@blunari/schema/config';
import type { JsonObject } from '@blunari/schema/config/merge-patch';
import { previewFrameMessageSchema, type PreviewMessage } from '@blunari/schema/preview';
import { assertNever, err, ok } from '@blunari/schema/result';
import { type RefObject, useEffect, useEffectEvent, useRef, useState } from 'react';
import { appErrorOf } from '../../../data/app-error-of.ts';
import { useServices } from '../../../data/services-context.ts';
import type { PreviewProps } from './PreviewStage.tsx';

/** From then on it is said that the frame loads: before, it would only flicker. */
const lateMs = 1500;

/** A frame that has not said a word after this time did not load. */
const patienceMs = 8000;

/** `late`: it still loads, and takes its time; `silent`: it did not load. */
export type FrameContact = 'loading' | 'late' | 'ready' | 'silent';

/** Sends the frame what to show, at every keystroke, and answers its questions about free times. */
export function usePreviewFeed(
  frame: RefObject<HTMLIFrameElement | null>,
  { editor, place, view, step }: PreviewProps,
): FrameContact {
  const { client, config } = useServices();
  const origin = new URL(config.widgetUrl).origin;
  const { row, draft } = editor;
  const { language, scheme } = view;
  const isActive = row.isActive || view.isShownOn;
  const chooseLanguage = useEffectEvent(view.setLanguage);
  // The newest that can be asked about: half a change, such as hours that end before they begin, offers no times.
  const askable = useRef<JsonObject>(draft.config);
  const latest = useRef<PreviewMessage | null>(null);
  const isListening = useRef(false);
  const [contact, setContact] = useState<FrameContact>('loading');

  useEffect(() => {
    if (parseConfig(draft.type, draft.config).ok) askable.current = draft.config;
    const { config: typed } = draft;
    latest.current = {
      type: 'blunari:preview',
      widget: draft.type,
      config: { ...typed, appearance: { ...typed.appearance, theme: scheme } },
      place,
      language,
      isActive,
      step,
    };
    // Before the frame has loaded there is nobody on its origin to hear.
    if (isListening.current) post(frame.current, origin, latest.current);
  }, [frame, origin, draft, place, language, scheme, isActive, step]);

  useEffect(() => {
    const answer = async (id: string, query: AvailabilityQuery) => {
      const asked = { widgetId: row.id, config: askable.current, ...query };
      const result = await client.widgets.previewAvailability
        .mutate(asked)
        .then(ok, (error: unknown) => err(appErrorOf(error)));
      post(frame.current, origin, { type: 'blunari:availability', id, result });
    };
    const hear = (event: MessageEvent<unknown>) => {
      if (event.origin !== origin || event.source !== frame.current?.contentWindow) return;
      const { data: message } = previewFrameMessageSchema.safeParse(event.data);
      switch (message?.type) {
        case undefined:
          return;
        case 'blunari:ready':
          isListening.current = true;
          setContact('ready');
          return post(frame.current, origin, latest.current);
        case 'blunari:availability-wanted':
          return void answer(message.id, message.query);
        case 'blunari:language-chosen':
          return chooseLanguage(message.language);
        default:
          assertNever(message);
      }
    };
    addEventListener('message', hear);
    const lateTimer = setTimeout(() => setContact((now) => (now === 'loading' ? 'late' : now)), lateMs);
    const timer = setTimeout(() => setContact((now) => (now === 'ready' ? now : 'silent')), patienceMs);
    return () => {
      clearTimeout(lateTimer);
      clearTimeout(timer);
      removeEventListener('message', hear);
    };
  }, [frame, origin, client, row.id]);
  return contact;
}

function post(frame: HTMLIFrameElement | null, origin: string, message: object | null): void {
  if (message) frame?.contentWindow?.postMessage(message, origin);
}
