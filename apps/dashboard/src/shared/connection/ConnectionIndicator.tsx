import { use } from 'react';
import { useServices } from '../../data/services-context.ts';
import { useMock } from '../mock-mode/use-mock.ts';
import { usePlace } from '../place/use-place.ts';
import { FeedContext } from '../tenant/feed-context.ts';
import { ConnectionPill } from './ConnectionPill.tsx';

/** Whether what is on screen is current, in the same place on every screen. */
export function ConnectionIndicator() {
  const { session } = useServices();
  return (
    <ConnectionPill
      topic={use(FeedContext)}
      isSimulated={useMock() !== null}
      timeZone={usePlace().data?.timeZone}
      onSignInAgain={() => void session.signInAgain()}
    />
  );
}
