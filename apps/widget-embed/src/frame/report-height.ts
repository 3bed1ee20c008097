import type { HostLink } from './host-link.ts';

/**
 * Tells the page how high the widget needs to be: the document's own height, which is the frame's while the content
 * fits, so that no height ever causes a larger one.
 */
export function reportHeight(root: HTMLElement, host: HostLink): void {
  let lastHeight = 0;
  const report = (): void => {
    const height = document.documentElement.scrollHeight;
    if (Math.abs(height - lastHeight) <= 1) return;
    lastHeight = height;
    host.sendHeight(height);
  };
  const observer = new ResizeObserver(report);
  observer.observe(root);
}
