import { excusedUntil, faultsIn, type Fault, type WorldEvent } from './faults.ts';
import type { Sighting } from './sightings.ts';

/** An edition that was stored; `atMs` is when its save had been answered. */
export interface Save {
  readonly atMs: number;
  readonly edition: number;
}

export interface History {
  readonly sightings: readonly Sighting[];
  /** What happened to the line, the product and the page's machine, oldest first. */
  readonly events: readonly WorldEvent[];
  readonly saves: readonly Save[];
}

/** From a save to every page that says `Live`, over the slowest line of these scenes, or a database that has just come back. */
const SHOWN_WITHIN_MS = 10_000;

/** Longest that a page is away after all is well again: a half-open line is found within 20 s, then the way back. */
const BACK_WITHIN_MS = 45_000;

/**
 * What a page showed that was not so, in words; empty when it always told the truth:
 * no `Live` where it was known, or could be, that nothing comes; none before all that was stored meanwhile is shown, none
 * without what was stored since; nothing older after something newer; and no trouble where there is none, nor another
 * than the one there is.
 */
export function liesIn(history: History): readonly string[] {
  return [
    ...faultsIn(history.events).flatMap((fault) => liveOverFault(history, fault)),
    ...liveTooEarly(history),
    ...liveWithoutNews(history),
    ...wentBack(history),
    ...troubleInvented(history),
  ];
}

const isLive = ({ label }: Sighting): boolean => label === 'Live';

function liveOverFault({ sightings }: History, { fact, atMs, endMs, admitByMs }: Fault): readonly string[] {
  if (admitByMs === null) return [];
  const before = sightings.findLast((each) => each.atMs < atMs);
  if (before === undefined) return [];
  const shown = sightings.filter((each) => each.atMs >= atMs);
  const admitted = isLive(before) ? shown.find((each) => !isLive(each)) : before;
  if (admitted === undefined || admitted.atMs > admitByMs) {
    return [`Live for more than ${admitByMs - atMs} ms over what was ${fact}`];
  }
  const again = shown.find((each) => isLive(each) && each.atMs > admitted.atMs);
  return again && again.atMs < endMs ? [`Live again over what was still ${fact}`] : [];
}

/** Who joins sees all that was stored before they were away, and before the world was last as it is now. */
function liveTooEarly({ sightings, events, saves }: History): readonly string[] {
  const shown = onceShown(sightings);
  return shown.flatMap((sighting, index) => {
    const before = shown[index - 1];
    if (before === undefined || !isLive(sighting) || isLive(before)) return [];
    const awayMs = shown[shown.findLastIndex((each, at) => at < index && isLive(each)) + 1]?.atMs ?? 0;
    const eventMs = events.findLast(({ atMs }) => atMs <= sighting.atMs)?.atMs ?? 0;
    const stored = storedBefore(saves, Math.max(awayMs, eventMs));
    return sighting.edition < stored
      ? [`Live with edition ${sighting.edition} on screen, when ${stored} had been stored`]
      : [];
  });
}

function liveWithoutNews({ sightings, events, saves }: History): readonly string[] {
  const shown = onceShown(sightings);
  return saves.flatMap(({ atMs, edition }) => {
    const dueMs = excusedUntil(events, atMs + SHOWN_WITHIN_MS);
    const isStale = shown.some((sighting, index) => {
      const endMs = shown[index + 1]?.atMs ?? Infinity;
      return isLive(sighting) && sighting.edition < edition && endMs > dueMs;
    });
    return isStale ? [`Live without edition ${edition} for more than ${dueMs - atMs} ms after it was stored`] : [];
  });
}

function wentBack({ sightings }: History): readonly string[] {
  return sightings.flatMap(({ edition }, index) => {
    const before = sightings[index - 1]?.edition ?? 0;
    return edition !== 0 && edition < before ? [`edition ${edition} after ${before}`] : [];
  });
}

/** No browser of these scenes says that it has no network, and no session of theirs is refused. */
function troubleInvented({ sightings, events }: History): readonly string[] {
  const faults = faultsIn(events);
  const isNear = (atMs: number) => (fault: Fault) =>
    atMs >= fault.atMs && atMs <= excusedUntil(events, fault.endMs) + BACK_WITHIN_MS;
  return sightings.flatMap(({ label, atMs }) => {
    const word = label?.replace(/ in \d+ s$/, '') ?? 'Live';
    if (word === 'Live' || word === 'Connecting' || word === 'Catching up') return [];
    const near = faults.filter(isNear(atMs));
    // Asking over HTTP takes a server that answers.
    const isDown = near.some((fault) => atMs < fault.endMs);
    const isTrue = near.length > 0 && (word === 'Reconnecting' || (word === 'Polling' && !isDown));
    return isTrue ? [] : [`${word}, which was not so`];
  });
}

/** From the first sight of the text on: a page that is still being loaded shows nothing old. */
function onceShown(sightings: readonly Sighting[]): readonly Sighting[] {
  const first = sightings.findIndex(({ edition }) => edition !== 0);
  return first === -1 ? [] : sightings.slice(first);
}

function storedBefore(saves: readonly Save[], untilMs: number): number {
  return saves.findLast(({ atMs }) => atMs < untilMs)?.edition ?? 0;
}
