import { assertNever } from '@blunari/schema/result';
import type { ConnectionState } from '../connection/state.ts';
import type { TopicStatus } from '../subscription/handlers.ts';

/** What a person can tell apart, each a mark of its own; `live` is more than `online`. */
export type ShownConnection = 'live' | 'connecting' | 'reconnecting' | 'offline' | 'polling' | 'signed-out';

export interface ConnectionWords {
  readonly state: ShownConnection;
  readonly label: string;
  /** What is read out: without counting seconds. */
  readonly announcement: string;
  /** What it means for the person, in a sentence. */
  readonly meaning: string;
}

/**
 * `Live` is said only when the line stands and everything that was missed has been fetched; `Polling` likewise, of a
 * network that blocks sockets.
 */
export function connectionWords(line: ConnectionState, topic: TopicStatus, nowMs: number): ConnectionWords {
  switch (line.status) {
    case 'idle':
    case 'connecting':
      return words('connecting', 'Connecting', 'The line to the server is being opened.');
    case 'online':
      return line.isDoubted ? offlineWords() : (unfinishedWords(topic) ?? liveWords);
    case 'reconnecting':
      return recovering('reconnecting', 'Reconnecting', line.retryAt, nowMs);
    case 'offline':
      return offlineWords();
    case 'polling':
      return unfinishedWords(topic) ?? pollingWords;
    case 'unauthorized':
      return words('signed-out', 'Sign-in needed', refusedMeaning);
    case 'closed':
      return words('signed-out', 'Signed out', 'Your session has ended. Please sign in again; nothing is lost.');
    default:
      return assertNever(line);
  }
}

const liveWords = words('live', 'Live', 'Changes appear here the moment they happen.');
const pollingWords = words(
  'polling',
  'Polling',
  'This network blocks live connections, so the server is asked every few seconds. Changes appear a little later.',
);

const refusedMeaning =
  'Your sign-in is no longer accepted, so nothing new appears here. Sign in again; nothing is lost.';

/** Also while a line that seems to stand is doubted: an answer takes the word back at once. */
function offlineWords(): ConnectionWords {
  return words('offline', 'Offline', 'This device has no network. What you change is kept and goes out later.');
}

/** What keeps a topic from being current though the server answers; null when it is. */
function unfinishedWords(topic: TopicStatus): ConnectionWords | null {
  if (topic === 'live') return null;
  if (topic === 'refused') {
    return words('signed-out', 'No access', 'You may not follow this restaurant any more. Please ask its owner.');
  }
  return words('connecting', 'Catching up', 'What happened in the meantime is being fetched.');
}

function recovering(state: ShownConnection, word: string, retryAtMs: number | null, nowMs: number): ConnectionWords {
  const seconds = retryAtMs === null ? 0 : Math.ceil((retryAtMs - nowMs) / 1000);
  const label = seconds > 0 ? `${word} in ${seconds} s` : word;
  const meaning = 'The line is interrupted. What you see may be out of date; what you change is kept.';
  return { state, label, announcement: word, meaning };
}

function words(state: ShownConnection, label: string, meaning: string): ConnectionWords {
  return { state, label, announcement: label, meaning };
}
