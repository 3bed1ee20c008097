import type { LoadPorts } from './load-until-there.ts';

/** The browser's own network. */
export const browserLoadPorts: LoadPorts = {
  isServerThere: () =>
    fetch(`${import.meta.env.BASE_URL}runtime.json`, { cache: 'no-store' }).then(
      ({ ok }) => ok,
      () => false,
    ),
  pause: (lengthMs) =>
    new Promise((resolve) => {
      const timer = setTimeout(done, lengthMs);
      function done(): void {
        clearTimeout(timer);
        removeEventListener('online', done);
        resolve();
      }
      addEventListener('online', done);
    }),
};
