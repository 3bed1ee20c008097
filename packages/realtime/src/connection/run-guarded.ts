/** A handler that throws is a bug of its owner: reported as uncaught, but the line and all others who listen go on. */
export function runGuarded(handler: () => void): void {
  try {
    handler();
  } catch (error) {
    queueMicrotask(() => {
      throw error;
    });
  }
}
