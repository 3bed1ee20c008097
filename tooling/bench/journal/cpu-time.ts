import { readdir, readFile } from 'node:fs/promises';

/** Linux counts in hundredths of a second wherever Node runs. */
const msPerTick = 10;

interface ProcessTimes {
  readonly parentPid: number;
  readonly ownMs: number;
  /** Of its children that have ended. */
  readonly endedMs: number;
}

/**
 * CPU time that a process, its children and those of them that have ended have used so far, in ms. A busy machine does not
 * change it much, as it changes every rate. NaN where there is no /proc.
 */
export async function cpuMsOf(pid: number): Promise<number> {
  const parent = await timesOf(pid);
  if (!parent) return Number.NaN;
  const names = await readdir('/proc');
  const all = await Promise.all(names.filter((name) => /^\d+$/.test(name)).map((name) => timesOf(Number(name))));
  const children = all.filter((each) => each?.parentPid === pid);
  return children.reduce((sum, each) => sum + (each?.ownMs ?? 0), parent.ownMs + parent.endedMs);
}

/** Who started a process. */
export async function parentOf(pid: number): Promise<number> {
  return (await timesOf(pid))?.parentPid ?? Number.NaN;
}

/** Fields of proc(5), after the name, which may hold anything in its brackets. */
async function timesOf(pid: number): Promise<ProcessTimes | undefined> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  const fields = text
    .slice(text.lastIndexOf(')') + 2)
    .split(' ')
    .map(Number);
  const at = (field: number): number => fields[field - 3] ?? Number.NaN;
  return {
    parentPid: at(4),
    ownMs: (at(14) + at(15)) * msPerTick,
    endedMs: (at(16) + at(17)) * msPerTick,
  };
}
