import { createBrowserEnvironment, createRealtime } from '@blunari/realtime';
import { createPortTransport } from '@blunari/realtime/ported';
import { simulationWanted } from '@blunari/schema/simulation';
import { isRecord } from '../../protocol/guards.ts';
import { followConfig } from '../live.ts';
import { readBootstrap } from '../read-bootstrap.ts';
import { startFrame } from '../start-frame.tsx';
import { createPortFetch } from './port-fetch.ts';

/**
 * A widget of a server that a dashboard simulates: it asks the page around it for its settings and its wires, and is from
 * there on the widget that guests get. Only that dashboard is listened to, and only as our parent.
 */
export function startSimulated(own: Window, root: HTMLElement, dashboardOrigin: string): void {
  const { parent } = own;
  if (parent === own) return;
  const hear = (event: MessageEvent<unknown>): void => {
    if (event.source !== parent || event.origin !== dashboardOrigin || !isRecord(event.data)) return;
    const bootstrap = readBootstrap(event.data['bootstrap']);
    const [http, line] = event.ports;
    if (event.data['type'] !== 'blunari:simulation' || !bootstrap || !http || !line) return;
    own.removeEventListener('message', hear);
    void startFrame(root, bootstrap, {
      fetch: createPortFetch(http),
      postLast: null,
      hasAddresses: false,
      follow: (store, client) => {
        const environment = createBrowserEnvironment();
        const realtime = createRealtime({ transport: createPortTransport(line), environment });
        followConfig(realtime, bootstrap.publicKey, store, client);
      },
    });
  };
  own.addEventListener('message', hear);
  parent.postMessage(simulationWanted, dashboardOrigin);
}
