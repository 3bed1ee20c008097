import { Button } from '@blunari/ui/button';
import { Note } from '@blunari/ui/note';
import { Page } from '@blunari/ui/page';
import { useMemo } from 'react';
import { useServices } from '../../../data/services-context.ts';
import { createOwnSource } from '../source/own-source.ts';
import { StatusHead } from '../StatusHead.tsx';
import { type DeviceState, isCutOff } from './test-device.ts';
import { DeviceList } from './DeviceList.tsx';
import { useTestDevice } from './use-test-device.ts';

const detail = 'Change the greeting on any device; the time is commit to screen.';

const heads = {
  joining: { title: 'Joining the test', tone: 'caution', detail },
  joined: { title: 'Part of the test', tone: 'positive', detail },
  away: {
    title: 'Cut off from the test',
    tone: 'caution',
    detail: 'It takes part again by itself once its line is back.',
  },
  failed: { title: 'Not part of the test', tone: 'negative', detail },
  over: {
    title: 'The test is over',
    tone: 'caution',
    detail: 'Its restaurant was removed. Add devices again on the first device, and open the new link.',
  },
} as const satisfies Record<DeviceState['status'] | 'away', unknown>;

/** What a device shows that came by the link of another: that it takes part, and a way to change something. */
export function DevicePage({ tenantId }: { tenantId: string }) {
  const services = useServices();
  const source = useMemo(() => createOwnSource(services), [services]);
  const { state, change } = useTestDevice(source, tenantId);
  const isOver = state.status === 'over';
  const isAway = isCutOff(state);
  return (
    <Page>
      <StatusHead {...heads[isAway ? 'away' : state.status]} />
      {state.problem !== null && (
        <Note tone="negative" isAlert className="mb-4">
          {state.problem}
        </Note>
      )}
      {!isOver && (
        <>
          <DeviceList state={state} />
          <Button
            className="mt-4"
            size="lg"
            variant="filled"
            onPress={change}
            isDisabled={state.status !== 'joined' || isAway}
          >
            Change the greeting
          </Button>
        </>
      )}
    </Page>
  );
}
