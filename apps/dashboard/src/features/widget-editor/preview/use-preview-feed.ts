import { availabilityQuerySchema, type AvailabilityQuery } from '@blunari/schema/booking';
import type { JsonObject } from '@blunari/schema/config/merge-patch';
import { err, ok } from '@blunari/schema/result';
import { type RefObject, useEffect, useRef, useState } from 'react';
import { z } from 'zod';
import { appErrorOf } from '../../../data/app-error-of.ts';
import { useServices } from '../../../data/services-context.ts';
import type { PreviewProps } from './PreviewStage.tsx';

const frameMessageSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('blunari:ready') }),
  z.object({ type: z.literal('blunari:availability-wanted'), id: z.string(), query: availabilityQuerySchema }),
]);

/** A frame that has not said a word after this time did not load. */
const patienceMs = 8000;

/** Sends the frame what to show, at every keystroke, and answers its questions about free times. */
export function usePreviewFeed(
  frame: RefObject<HTMLIFrameElement | null>,
  { editor, place, language, step }: PreviewProps,
): 'loading' | 'ready' | 'silent' {
  const { client, config } = useServices();
  const origin = new URL(config.widgetUrl).origin;
  const { row, draft } = editor;
  const shown = useRef<JsonObject>(draft.config);
  const latest = useRef<object>({});
  const isListening = useRef(false);
  const [contact, setContact] = useState<'loading' | 'ready' | 'silent'>('loading');

  useEffect(() => {
    shown.current = draft.config;
    // The frame speaks the language being edited, whatever the browser prefers.
    const shownPlace = { ...place, locales: [language], defaultLocale: language };
    latest.current = { type: 'blunari:preview', widget: draft.type, config: draft.config, place: shownPlace, step };
    // Before the frame has loaded there is nobody on its origin to hear.
    if (isListening.current) post(frame.current, origin, latest.current);
  }, [frame, origin, draft, place, language, step]);

  useEffect(() => {
    const answer = async (id: string, query: AvailabilityQuery) => {
      const asked = { widgetId: row.id, config: shown.current, ...query };
      const result = await client.widgets.previewAvailability
        .mutate(asked)
        .then(ok, (error: unknown) => err(appErrorOf(error)));
      post(frame.current, origin, { type: 'blunari:availability', id, result });
    };
    const hear = (event: MessageEvent<unknown>) => {
      if (event.origin !== origin || event.source !== frame.current?.contentWindow) return;
      const message = frameMessageSchema.safeParse(event.data);
      if (!message.success) return;
      if (message.data.type === 'blunari:availability-wanted') void answer(message.data.id, message.data.query);
      else {
        isListening.current = true;
        setContact('ready');
        post(frame.current, origin, latest.current);
      }
    };
    addEventListener('message', hear);
    const timer = setTimeout(() => setContact((now) => (now === 'loading' ? 'silent' : now)), patienceMs);
    return () => {
      clearTimeout(timer);
      removeEventListener('message', hear);
    };
  }, [frame, origin, client, row.id]);
  return contact;
}

function post(frame: HTMLIFrameElement | null, origin: string, message: object): void {
  frame?.contentWindow?.postMessage(message, origin);
}
