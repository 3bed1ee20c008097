import { TopBar, type TopBarProps } from '@blunari/ui/top-bar';
import { ConnectionIndicator } from '../connection/ConnectionIndicator.tsx';

/** The head of every screen; the connection is always at its end. */
export function ScreenTop({ end, ...bar }: TopBarProps) {
  return (
    <TopBar
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
