import type { AppError } from '@blunari/schema/errors';
import type { ExportFormat } from '@blunari/schema/insights/export';
import { useEffect, useRef, useState } from 'react';
import type { Services } from '../../../data/services.ts';
import { saveFile } from '../section/save-file.ts';
import { downloadVisits } from './download-visits.ts';

export type ExportState = { readonly kind: 'idle' } | { readonly kind: 'running'; readonly bytes: number };

/** What is exported: an address without format and cursor, the file's name without its ending, and what is said of it. */
export interface Exported {
  readonly query: Readonly<Record<string, string>>;
  readonly fileName: string;
  readonly hasTotals: () => Promise<boolean>;
  /** Told why there is no file, and null where another export begins. */
  readonly onError: (error: AppError | null) => void;
}

/** Brings visits to the person's disk, one export at a time; it ends with the screen. */
export function useExport(fetchFile: NonNullable<Services['fetchFile']>, exported: Exported) {
  const [state, setState] = useState<ExportState>({ kind: 'idle' });
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);
  const { query, fileName, hasTotals, onError } = exported;
  const start = async (format: ExportFormat): Promise<void> => {
    onError(null);
    const { signal } = (running.current = new AbortController());
    setState({ kind: 'running', bytes: 0 });
    try {
      const file = await downloadVisits(format, {
        ask: (cursor) => fetchFile(addressOf(format, query, cursor), signal),
        waitBefore: (attempt) => waitUnlessAborted(attempt * 1000, signal),
        onProgress: (bytes) => setState({ kind: 'running', bytes }),
        hasTotals,
      });
      signal.throwIfAborted();
      if (file.ok) saveFile(file.value, `${fileName}.${format}`);
      else onError(file.error);
      setState({ kind: 'idle' });
    } catch (error) {
      if (!signal.aborted) throw error;
      setState({ kind: 'idle' });
    }
  };
  return { state, start, stop: () => running.current?.abort() };
}

function addressOf(format: ExportFormat, query: Exported['query'], cursor: string | null): string {
  const asked = new URLSearchParams({ ...query, ...(cursor === null ? {} : { cursor }) });
  return `/api/v1/insights/export.${format}?${asked.toString()}`;
}

function waitUnlessAborted(delayMs: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const giveUp = () => reject(new Error('The person gave up.'));
    if (signal.aborted) return giveUp();
    signal.addEventListener('abort', giveUp, { once: true });
    setTimeout(resolve, delayMs);
  });
}
