import { isNumber, isRecord, isString, type UnknownRecord } from './guards.ts';

/** What embed.js tells its frame, once it knows the page around it. */
export interface HelloMessage {
  readonly type: 'blunari:hello';
  readonly instanceId: string;
  /** Address of the page: origin, path and campaign parameters; never more of the query. */
  readonly pageUrl: string;
  readonly referrer: string;
  /** Height of the window the guest looks through, in CSS px. */
  readonly viewportHeight: number;
  /** The page's own font family; used only where the restaurant chose so. */
  readonly fontFamily: string;
  /** Language the page asks for; empty when it asks for none. */
  readonly lang: string;
}

/** The frame has started and listens. The only message without an instance: the frame does not know it yet. */
export interface ReadyMessage {
  readonly type: 'blunari:ready';
}

/** The frame's content needs this height, in CSS px. */
export interface ResizeMessage {
  readonly type: 'blunari:resize';
  readonly instanceId: string;
  readonly height: number;
}

const happenings = ['view', 'interaction', 'conversion', 'error'] as const;

export type Happening = (typeof happenings)[number];

/** Something the page may want to know. Never personal data. */
export interface HappenedMessage {
  readonly type: 'blunari:happened';
  readonly instanceId: string;
  readonly name: Happening;
  readonly data: Readonly<Record<string, string | number>>;
}

export type FrameMessage = ReadyMessage | ResizeMessage | HappenedMessage;

/** Reads a message of embed.js; `null` for anything else. */
export function readHello(value: unknown): HelloMessage | null {
  if (!isRecord(value) || value['type'] !== 'blunari:hello') return null;
  const { instanceId, pageUrl, referrer, viewportHeight, fontFamily, lang } = value;
  if (!isString(instanceId) || !isString(pageUrl) || !isString(referrer)) return null;
  return {
    type: 'blunari:hello',
    instanceId,
    pageUrl: pageUrl.slice(0, 2000),
    referrer: referrer.slice(0, 2000),
    viewportHeight: isNumber(viewportHeight) ? viewportHeight : 0,
    // Family names only: it becomes part of a style.
    fontFamily: isString(fontFamily) && /^[\w\s,"'-]{1,300}$/.test(fontFamily) ? fontFamily : '',
    lang: isString(lang) ? lang : '',
  };
}

/** Reads a message of a frame; `null` for anything else. */
export function readFrameMessage(value: unknown): FrameMessage | null {
  if (!isRecord(value)) return null;
  if (value['type'] === 'blunari:ready') return { type: 'blunari:ready' };
  const { instanceId, height, name, data } = value;
  if (!isString(instanceId)) return null;
  if (value['type'] === 'blunari:resize' && isNumber(height)) return { type: 'blunari:resize', instanceId, height };
  if (value['type'] !== 'blunari:happened' || !isRecord(data)) return null;
  const known = happenings.find((each) => each === name);
  return known ? { type: 'blunari:happened', instanceId, name: known, data: plainData(data) } : null;
}

function plainData(data: UnknownRecord): HappenedMessage['data'] {
  const plain: Record<string, string | number> = {};
  for (const [key, value] of Object.entries(data)) if (isString(value) || isNumber(value)) plain[key] = value;
  return plain;
}
