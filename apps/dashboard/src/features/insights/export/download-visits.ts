import { appError, appErrorSchema, type AppError } from '@blunari/schema/errors';
import { cursorOfLine, type ExportFormat } from '@blunari/schema/insights/export';
import { err, ok, type Result } from '@blunari/schema/result';

export interface DownloadPorts {
  /** Answers the export, from its start or after a cursor. */
  readonly ask: (cursor: string | null) => Promise<Response>;
  /** Waits before the next of some tries, the first of which is 1; rejects when the person gave up. */
  readonly waitBefore: (attempt: number) => Promise<void>;
  /** Told the bytes that are here. */
  readonly onProgress: (bytes: number) => void;
  /** Whether the totals of these days have anything in them; asked where no visit came. May reject. */
  readonly hasTotals: () => Promise<boolean>;
}

/** Tries in a row that bring nothing. */
const maxAttempts = 5;

/** Full lines as they came: files of their own, which browsers need not hold in memory. */
interface Held {
  readonly parts: Blob[];
  cursor: string | null;
  bytes: number;
}

/**
 * A whole export as a file, `not_found` where there is no visit in it: nobody came, or totals are kept and visits no longer.
 * Where the download breaks off it goes on after the last full line that came. Rejects when the person gave up.
 */
export async function downloadVisits(format: ExportFormat, ports: DownloadPorts): Promise<Result<Blob>> {
  let held: Held = { parts: [], cursor: null, bytes: 0 };
  for (let attempt = 1; ; attempt += 1) {
    const { bytes } = held;
    const answered = await tryOnce(format, held, ports);
    if (!answered) {
      if (held.bytes > bytes) attempt = 1;
      if (attempt >= maxAttempts) return err(noAnswer());
      // Before the first event there is nothing to go on after.
      if (held.cursor === null) held = { parts: [], cursor: null, bytes: 0 };
      await ports.waitBefore(attempt);
    } else if (!answered.ok) return answered;
    else return held.cursor === null ? err(await noVisits(ports)) : ok(new Blob(held.parts));
  }
}

/** Null where the download broke off. */
async function tryOnce(format: ExportFormat, held: Held, ports: DownloadPorts): Promise<Result<null> | null> {
  try {
    const response = await ports.ask(held.cursor);
    if (!response.ok) return err(await errorOf(response));
    await takeLines(format, response, held, ports.onProgress);
    return ok(null);
  } catch {
    return null;
  }
}

async function takeLines(
  format: ExportFormat,
  response: Response,
  held: Held,
  onProgress: DownloadPorts['onProgress'],
): Promise<void> {
  // The mark of UTF-8 is part of the file.
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  const reader = response.body?.getReader();
  let begun = '';
  for (let read = await reader?.read(); read && !read.done; read = await reader?.read()) {
    const text = begun + decoder.decode(read.value, { stream: true });
    const end = text.lastIndexOf('\n') + 1;
    begun = text.slice(end);
    if (end === 0) continue;
    const part = new Blob([text.slice(0, end)]);
    held.parts.push(part);
    held.cursor = cursorOfLine(format, text.slice(text.lastIndexOf('\n', end - 2) + 1, end)) ?? held.cursor;
    held.bytes += part.size;
    onProgress(held.bytes);
  }
}

async function errorOf(response: Response): Promise<AppError> {
  const body: unknown = await response.json().catch(() => null);
  return appErrorSchema.safeParse(body).data ?? noAnswer();
}

async function noVisits({ hasTotals }: DownloadPorts): Promise<AppError> {
  const isKept = await hasTotals().catch(() => null);
  if (isKept === null) return appError('not_found', 'There is no single visit of these days.');
  return isKept
    ? appError('not_found', 'Single visits of these days are no longer kept, only their totals.')
    : appError('not_found', 'Nobody came on these days: there is no visit to export.');
}

const noAnswer = (): AppError => appError('unavailable', 'The export broke off. Check the connection and try again.');
