import { frameBootstrapSchema } from '@blunari/schema/api';
import { simulationWanted, type SimulationMessage } from '@blunari/schema/simulation';
import { type RefObject, useEffect } from 'react';
import { z } from 'zod';
import { useServices } from '../../data/services-context.ts';

const wantedSchema = z.object({ type: z.literal(simulationWanted.type) });

/** In Mock Mode hands a frame the widget of a key and its wires, each time that it asks; does nothing in Real. */
export function useSimulatedFrame(frame: RefObject<HTMLIFrameElement | null>, publicKey: string): void {
  const { config, mock } = useServices();
  const { origin } = new URL(config.widgetUrl);
  useEffect(() => {
    if (!mock) return undefined;
    let stop = () => {};
    let waiting: Window | null = null;
    const handOver = async (target: Window): Promise<void> => {
      const answer = await mock.fetch(`/w/${publicKey}/config`);
      const bootstrap = frameBootstrapSchema.parse(await answer.json());
      const [http, line] = [new MessageChannel(), new MessageChannel()];
      stop();
      stop = mock.serveFrame({ http: http.port1, line: line.port1 });
      const message: SimulationMessage = { type: 'blunari:simulation', bootstrap };
      target.postMessage(message, origin, [http.port2, line.port2]);
    };
    const hear = ({ data, origin: from, source }: MessageEvent<unknown>): void => {
      const target = frame.current?.contentWindow;
      if (!target || source !== target || from !== origin || !wantedSchema.safeParse(data).success) return;
      serve(target);
    };
    // A fault may keep the answer away; the frame then stays as empty as it would in life, until a fault goes.
    const serve = (target: Window): void => {
      waiting = null;
      handOver(target).catch(() => {
        waiting = target;
      });
    };
    const unsubscribe = mock.faults.subscribe(() => waiting && serve(waiting));
    addEventListener('message', hear);
    return () => {
      unsubscribe();
      removeEventListener('message', hear);
      stop();
    };
  }, [frame, mock, origin, publicKey]);
}
