import { TopBar, type TopBarProps } from '@blunari/ui/top-bar';
import { MockBadge } from '../mock-mode/MockBadge.tsx';

/** The head of a screen without a live line of its own: beside its title whether anything here is real. */
export function PlainTop({ start, ...bar }: TopBarProps) {
  return (
    <TopBar
      {...bar}
      start={
        <>
          <MockBadge />
          {start}
        </>
      }
    />
  );
}
