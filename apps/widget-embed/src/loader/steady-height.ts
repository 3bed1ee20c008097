/** The height kept free before the widget says anything, in CSS px: that of its usual tallest step. */
const leastHeight = 640;

/** More changes than this in a second are a loop, not a layout. */
const mostChangesASecond = 20;

export function reservedHeight(frame: HTMLIFrameElement): number {
  const stated = Number.parseInt(frame.getAttribute('height') ?? '', 10);
  return Math.max(leastHeight, Number.isNaN(stated) ? 0 : stated);
}

/**
 * Keeps the page still. A frame that grows after a click costs its page layout shift (measured: only same-origin
 * growth is excused), so the frame never shrinks, and once a guest uses it, it grows only while nothing visible
 * lies below; until then the widget scrolls inside.
 */
export class SteadyHeight {
  readonly #frame: HTMLIFrameElement;
  readonly #onChange: (height: number) => void;
  #height: number;
  #wanted: number;
  #isSettled = false;
  #changes: readonly number[] = [];

  constructor(frame: HTMLIFrameElement, height: number, onChange: (height: number) => void) {
    this.#frame = frame;
    this.#height = height;
    this.#wanted = height;
    this.#onChange = onChange;
    frame.style.height = `${height}px`;
  }

  /** A wish that had to wait is granted as soon as the end of the frame leaves the window. */
  watch(signal: AbortSignal): void {
    const look = (): void => this.#grow();
    window.addEventListener('scroll', look, { signal, passive: true });
    window.addEventListener('resize', look, { signal, passive: true });
  }

  /** From now on the guest uses the widget. */
  settle(): void {
    this.#isSettled = true;
  }

  want(height: number): void {
    this.#wanted = Math.ceil(height);
    this.#grow();
  }

  #grow(): void {
    // Rounding makes heights flicker by one.
    if (this.#wanted <= this.#height + 1) return;
    if (this.#isSettled && this.#frame.getBoundingClientRect().bottom < window.innerHeight) return;
    const nowMs = performance.now();
    this.#changes = this.#changes.filter((changedMs) => nowMs - changedMs < 1000);
    if (this.#changes.length >= mostChangesASecond) return;
    this.#changes = [...this.#changes, nowMs];
    this.#height = this.#wanted;
    this.#frame.style.height = `${this.#height}px`;
    this.#onChange(this.#height);
  }
}
