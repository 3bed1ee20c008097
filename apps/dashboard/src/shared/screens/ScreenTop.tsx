import type { TopBarProps } from '@blunari/ui/top-bar';
import { ConnectionIndicator } from '../connection/ConnectionIndicator.tsx';
import { PlainTop } from './PlainTop.tsx';

/** The head of every screen of a restaurant: the connection is always at its end. */
export function ScreenTop({ end, ...bar }: TopBarProps) {
  return (
    <PlainTop
      {...bar}
      end={
        <>
          {end}
          <ConnectionIndicator />
        </>
      }
    />
  );
}
