/** A hidden page is not drawn; there the moment counts in which it would have been. */
export function afterPaint(): Promise<number> {
  return new Promise((resolve) => {
    const done = (): void => resolve(Date.now());
    if (document.visibilityState === 'hidden') done();
    // The frame is drawn after its callbacks; the first task after it runs when that is done.
    else requestAnimationFrame(() => setTimeout(done));
  });
}
