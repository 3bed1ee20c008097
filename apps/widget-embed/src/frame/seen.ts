/** How long a widget must be seen to count as seen, without a break, in ms. */
const seenForMs = 1000;

/**
 * Calls once the widget was really seen: for a second half of it, or half of the window the guest looks through (a tall
 * frame on a phone held sideways never shows half of itself), in a tab that is in front.
 * @param viewportHeight of the page around, in CSS px; 0 when nobody said, then the screen has to do.
 */
export function whenSeen(element: Element, viewportHeight: () => number, onSeen: () => void): void {
  let isEnough = false;
  let timer: number | undefined;
  const judge = (): void => {
    if (!isEnough || document.visibilityState !== 'visible') {
      window.clearTimeout(timer);
      timer = undefined;
    } else timer ??= window.setTimeout(finish, seenForMs);
  };
  const finish = (): void => {
    observer.disconnect();
    document.removeEventListener('visibilitychange', judge);
    onSeen();
  };
  const thresholds = Array.from({ length: 21 }, (_, index) => index / 20);
  const observer = new IntersectionObserver(
    (entries) => {
      const entry = entries.at(-1);
      if (!entry) return;
      const windowHeight = viewportHeight() || window.screen.availHeight;
      isEnough = isEnoughSeen(entry.intersectionRect.height, entry.boundingClientRect.height, windowHeight);
      judge();
    },
    { threshold: thresholds },
  );
  observer.observe(element);
  document.addEventListener('visibilitychange', judge);
}

export function isEnoughSeen(seenHeight: number, ownHeight: number, windowHeight: number): boolean {
  if (seenHeight <= 0) return false;
  return seenHeight >= ownHeight / 2 || (windowHeight > 0 && seenHeight >= windowHeight / 2);
}
