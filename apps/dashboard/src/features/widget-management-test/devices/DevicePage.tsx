import { Button } from '@blunari/ui/button';
import { Note } from '@blunari/ui/note';
import { Page } from '@blunari/ui/page';
import { useMemo } from 'react';
import { useServices } from '../../../data/services-context.ts';
import { createOwnSource } from '../source/own-source.ts';
import { StatusHead } from '../StatusHead.tsx';
import { DeviceList } from './DeviceList.tsx';
import { useTestDevice } from './use-test-device.ts';

const titles = { joining: 'Joining the test', joined: 'Part of the test', failed: 'Not part of the test' } as const;

/** What a device shows that came by the link of another: that it takes part, and a way to change something. */
export function DevicePage({ tenantId }: { tenantId: string }) {
  const services = useServices();
  const source = useMemo(() => createOwnSource(services), [services]);
  const { state, change } = useTestDevice(source, tenantId);
  const tone = state.status === 'joined' ? 'positive' : state.status === 'failed' ? 'negative' : 'caution';
  return (
    <Page>
      <StatusHead
        tone={tone}
        title={titles[state.status]}
        detail="Change the greeting on any device; the time is commit to screen."
      />
      {state.problem !== null && (
        <Note tone="negative" isAlert className="mb-4">
          {state.problem}
        </Note>
      )}
      <DeviceList state={state} />
      <Button className="mt-4" size="lg" variant="filled" onPress={change} isDisabled={state.status !== 'joined'}>
        Change the greeting
      </Button>
    </Page>
  );
}
