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
  readonly consent: HostConsent;
  /** What the frame had the page keep, where it has no storage of its own. */
  readonly kept: Readonly<Record<KeptName, string>>;
}

const consents = ['granted', 'denied', ''] as const;

/** What the page's visitor answered when asked whether visits may be counted; empty while nobody said. */
export type HostConsent = (typeof consents)[number];

export const keptNames = ['session', 'journal'] as const;

/** The session's id with the time of its last use, and events that wait to be sent. Nothing of a guest. */
export type KeptName = (typeof keptNames)[number];

/** 200 events of the largest kind, with the longest addresses, fit in; in UTF-16 units. */
export const mostKeptLength = 1_000_000;

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

/** Keep this as long as the tab, and say it again in `hello`: the browser gives this frame no storage. Empty: forget it. */
export interface KeepMessage {
  readonly type: 'blunari:keep';
  readonly instanceId: string;
  readonly name: KeptName;
  readonly text: string;
}

export type FrameMessage = ReadyMessage | ResizeMessage | HappenedMessage | KeepMessage;

/** Reads a message of embed.js; `null` for anything else. */
export function readHello(value: unknown): HelloMessage | null {
  if (!isRecord(value) || value['type'] !== 'blunari:hello') return null;
  const { instanceId, pageUrl, referrer, viewportHeight, fontFamily, lang, consent, kept } = value;
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
    consent: consents.find((each) => each === consent) ?? '',
    kept: { session: keptIn(kept, 'session'), journal: keptIn(kept, 'journal') },
  };
}

function keptIn(kept: unknown, name: KeptName): string {
  const text = isRecord(kept) ? kept[name] : '';
  return isString(text) && text.length <= mostKeptLength ? text : '';
}

/** Reads a message of a frame; `null` for anything else. */
export function readFrameMessage(value: unknown): FrameMessage | null {
  if (!isRecord(value)) return null;
  if (value['type'] === 'blunari:ready') return { type: 'blunari:ready' };
  const { instanceId, height, name, data, text } = value;
  if (!isString(instanceId)) return null;
  if (value['type'] === 'blunari:keep') {
    const kept = keptNames.find((each) => each === name);
    if (!kept || !isString(text) || text.length > mostKeptLength) return null;
    return { type: 'blunari:keep', instanceId, name: kept, text };
  }
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
