import { createBrowserEnvironment } from '@blunari/realtime';
import { uuidv7 } from '@blunari/schema/identifiers';
import { connectionReporting, type EditingComponent } from '@blunari/schema/rollout';
import { useEffect, useEffectEvent } from 'react';
import { isPassing } from '../app-error-of.ts';
import { useServices } from '../services-context.ts';
import { reportConnection } from './connection-reporter.ts';

/** Drawn once a page load: a share of all devices says enough, and none is asked again and again. */
const isReporting = Math.random() < connectionReporting.share;

/** Lets a share of the devices tell how their line does; no person, device or address is in it. */
export function useConnectionReports(tenantId: string, component: EditingComponent | undefined): void {
  const { client, getLine } = useServices();
  const currentComponent = useEffectEvent(() => component);
  useEffect(() => {
    if (!isReporting) return undefined;
    const environment = createBrowserEnvironment();
    return reportConnection(getLine(), {
      environment,
      tenantId,
      component: () => currentComponent(),
      createId: () => uuidv7(environment.now(), (bytes) => crypto.getRandomValues(bytes)),
      send: (report) =>
        client.flags.reportConnection.mutate(report).then(
          () => 'done',
          (error: unknown) => (isPassing(error) ? 'again' : 'done'),
        ),
    });
  }, [client, getLine, tenantId]);
}
