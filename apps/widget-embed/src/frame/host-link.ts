import type { Keep } from '../journal/keep.ts';
import {
  keptNames,
  readHello,
  type FrameMessage,
  type Happening,
  type HappenedMessage,
  type HelloMessage,
  type KeptName,
} from '../protocol/messages.ts';
import { pageAddress } from '../protocol/page-address.ts';

export interface HostPage {
  readonly pageUrl: string;
  readonly referrer: string;
  /** 0 when nobody said. */
  readonly viewportHeight: number;
}

/** The page around the frame, as far as it said something; a page of its own when opened by itself. */
export interface HostLink {
  readonly getPage: () => HostPage;
  readonly sendHeight: (height: number) => void;
  readonly sendHappened: (name: Happening, data: HappenedMessage['data']) => void;
  /** Once the page has introduced itself; if it does not, soon all the same. */
  readonly introduced: Promise<void>;
  /** What the page keeps for us, and memory where it says nothing. */
  readonly keep: Keep;
}

/** After this a page is taken to have no embed.js, in ms; most come within a few. */
const introductionPatienceMs = 1000;

const announcePausesMs = [100, 250, 500, 1000, 2000, 4000, 8000, 16_000] as const;

/** Happenings that wait for embed.js; a page without it would pile them up. */
const mostEarly = 20;

/** @param onHello called whenever embed.js introduces the page, again after it changed. */
export function createHostLink(own: Window, onHello: (hello: HelloMessage) => void): HostLink {
  const { parent } = own;
  let host: { readonly origin: string; readonly hello: HelloMessage } | null = null;
  let lastHeight = 0;
  let early: readonly { readonly name: Happening; readonly data: HappenedMessage['data'] }[] = [];
  const isTop = parent === own;
  const kept = { session: '', journal: '' };
  let introduce: (() => void) | undefined;
  const introduced = new Promise<void>((resolve) => {
    introduce = resolve;
    own.setTimeout(resolve, isTop ? 0 : introductionPatienceMs);
  });

  const send = (message: Exclude<FrameMessage, { type: 'blunari:ready' }>): void => {
    if (host) parent.postMessage(message, host.origin);
  };
  const sendHeight = (height: number): void => {
    lastHeight = height;
    if (host) send({ type: 'blunari:resize', instanceId: host.hello.instanceId, height });
  };
  const sendHappened: HostLink['sendHappened'] = (name, data) => {
    if (host) send({ type: 'blunari:happened', instanceId: host.hello.instanceId, name, data });
    else if (!isTop) early = [...early, { name, data }].slice(-mostEarly);
  };
  const keep = (name: KeptName, text: string): void => {
    kept[name] = text;
    if (host) send({ type: 'blunari:keep', instanceId: host.hello.instanceId, name, text });
  };
  /** A page that comes late finds that we have begun without it: then ours is the newer. */
  const takeKept = (name: KeptName, text: string): void => {
    if (kept[name] === '') kept[name] = text;
    else keep(name, kept[name]);
  };
  /** To whoever frames us: it says nothing but that we are here. embed.js may come later than we do, or never. */
  const announce = (round: number): void => {
    if (host) return;
    parent.postMessage({ type: 'blunari:ready' } satisfies FrameMessage, '*');
    const pauseMs = announcePausesMs[round];
    if (pauseMs !== undefined) own.setTimeout(() => announce(round + 1), pauseMs);
  };
  if (!isTop) {
    own.addEventListener('message', (event: MessageEvent<unknown>) => {
      if (event.source !== parent) return;
      const hello = readHello(event.data);
      if (!hello) return;
      const isFirst = host === null;
      host = { origin: event.origin, hello };
      if (isFirst) for (const name of keptNames) takeKept(name, hello.kept[name]);
      introduce?.();
      onHello(hello);
      if (lastHeight > 0) sendHeight(lastHeight);
      for (const { name, data } of early) sendHappened(name, data);
      early = [];
    });
    announce(0);
  }
  return {
    getPage: () => {
      if (host) return host.hello;
      const { document, location } = own;
      // Without embed.js a frame sees only the origin of its page.
      return isTop
        ? { pageUrl: pageAddress(location.href), referrer: pageAddress(document.referrer), viewportHeight: 0 }
        : { pageUrl: document.referrer.slice(0, 2000), referrer: '', viewportHeight: 0 };
    },
    sendHeight,
    sendHappened,
    introduced,
    keep: {
      read: (name) => kept[name],
      write: keep,
    },
  };
}
