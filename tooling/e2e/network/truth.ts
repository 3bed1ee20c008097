import { BEAT_EVERY_MS, PONG_WITHIN_MS } from '@blunari/realtime/heartbeat';
import type { LineEvent, LineFact } from '@blunari/stack/faulty-line';
import type { Sighting } from './sightings.ts';

/** An edition that was stored; `atMs` is when its save had been answered. */
export interface Save {
  readonly atMs: number;
  readonly edition: number;
}

export interface History {
  readonly sightings: readonly Sighting[];
  readonly line: readonly LineEvent[];
  readonly saves: readonly Save[];
}

/** From the browser's noticing to this process's note of it, on a machine with other things to do. */
const NOTICED_WITHIN_MS = 3_000;

/** How long `Live` may be shown on a line that is dead: a browser is told of all but one fault, and that one is asked for. */
const deadline: Partial<Record<LineFact, number>> = {
  cut: NOTICED_WITHIN_MS,
  reset: NOTICED_WITHIN_MS,
  refusing: NOTICED_WITHIN_MS,
  'half-open': BEAT_EVERY_MS + PONG_WITHIN_MS + NOTICED_WITHIN_MS,
};

/**
 * What a page showed that was not so, in words; empty when it always told the truth:
 * no `Live` on a line that was dead for longer than it takes to find out, none before all that was stored meanwhile is
 * shown, and nothing older after something newer.
 */
export function liesIn(history: History): readonly string[] {
  return [...liveOnDeadLine(history), ...liveTooEarly(history), ...wentBack(history)];
}

const isLive = ({ label }: Sighting): boolean => label === 'Live';

function liveOnDeadLine({ sightings, line }: History): readonly string[] {
  return line.flatMap((event, index) => {
    const withinMs = deadline[event.fact];
    if (withinMs === undefined) return [];
    const shown = sightings.filter(({ atMs }) => atMs >= event.atMs);
    const before = sightings.findLast(({ atMs }) => atMs < event.atMs);
    if (before === undefined || !isLive(before)) return [];
    const admitted = shown.find((each) => !isLive(each));
    if (admitted === undefined || admitted.atMs - event.atMs > withinMs) {
      return [`Live for more than ${withinMs} ms on a line that was ${event.fact}`];
    }
    const mendedAtMs = mendedAfter(line, index);
    const again = shown.find((each) => isLive(each) && each.atMs > admitted.atMs);
    return again && mendedAtMs !== null && again.atMs < mendedAtMs
      ? [`Live again while the line was still ${event.fact}`]
      : [];
  });
}

/** When others could connect again: at once after a cut or a reset alone. */
function mendedAfter(line: readonly LineEvent[], index: number): number | null {
  const lasting = line[index]?.fact === 'refusing' || line[index]?.fact === 'half-open';
  if (!lasting) return null;
  return line.slice(index).find(({ fact }) => fact === 'mended')?.atMs ?? Infinity;
}

function liveTooEarly({ sightings, line, saves }: History): readonly string[] {
  return sightings.flatMap((sighting, index) => {
    const before = sightings[index - 1];
    if (before === undefined || !isLive(sighting) || isLive(before)) return [];
    // Who joins sees all that was stored before the line was last as it is now.
    const sinceMs = line.findLast(({ atMs }) => atMs <= sighting.atMs)?.atMs ?? 0;
    const stored = saves.filter(({ atMs }) => atMs < sinceMs).at(-1)?.edition ?? 0;
    return sighting.edition < stored
      ? [`Live with edition ${sighting.edition} on screen, when ${stored} had been stored`]
      : [];
  });
}

function wentBack({ sightings }: History): readonly string[] {
  return sightings.flatMap(({ edition }, index) => {
    const before = sightings[index - 1]?.edition ?? 0;
    return edition !== 0 && edition < before ? [`edition ${edition} after ${before}`] : [];
  });
}
