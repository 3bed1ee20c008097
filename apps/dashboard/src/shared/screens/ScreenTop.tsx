import { TopBar, type TopBarProps } from '@blunari/ui/top-bar';
import { ConnectionIndicator } from '../connection/ConnectionIndicator.tsx';
import { MockBadge } from '../mock-mode/MockBadge.tsx';

/** The head of every screen: beside its title whether anything here is real, the connection always at its end. */
export function ScreenTop({ start, end, ...bar }: TopBarProps) {
  return (
    <TopBar
      {...bar}
      start={
        <>
          <MockBadge />
          {start}
        </>
      }
      end={
        <>
          {end}
          <ConnectionIndicator />
        </>
      }
    />
  );
}
