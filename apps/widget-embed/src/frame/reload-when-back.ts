/** What of a window loads its page again. */
export interface ReloadingWindow {
  readonly history: { readonly state: unknown; readonly replaceState: (state: number, unused: '') => void };
  readonly location: { readonly href: string; readonly reload: () => void };
  readonly fetch: (url: string, init: { readonly cache: 'no-store' }) => Promise<{ readonly ok: boolean }>;
  readonly addEventListener: (type: 'online', listener: () => void) => void;
  readonly setInterval: (callback: () => void, ms: number) => unknown;
}

const firstPauseMs = 5000;
const longestPauseMs = 5 * 60_000;

/**
 * Loads the page again when the browser comes online, and now and then in case it never says so: browsers may remember
 * a module that did not load, so that only a new page asks for it anew. Where new pages do not help either, the
 * pauses double; the history entry counts them, as it outlives the page.
 * @returns tries at once
 */
export function reloadWhenBack(own: ReloadingWindow): () => Promise<void> {
  const reloads = Number(own.history.state) || 0;
  const again = async (): Promise<void> => {
    // Without this question a browser that is still offline would put its own error in place of ours.
    const page = await own.fetch(own.location.href, { cache: 'no-store' }).catch(() => null);
    if (!page?.ok) return;
    own.history.replaceState(reloads + 1, '');
    own.location.reload();
  };
  own.addEventListener('online', () => void again());
  own.setInterval(() => void again(), Math.min(firstPauseMs * 2 ** reloads, longestPauseMs));
  return again;
}
