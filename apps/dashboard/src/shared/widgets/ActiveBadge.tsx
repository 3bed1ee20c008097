import { Badge } from '@blunari/ui/badge';

/** Whether visitors see the widget. */
export function ActiveBadge({ isActive }: { isActive: boolean }) {
  return isActive ? (
    <Badge tone="positive" mark="dot">
      On
    </Badge>
  ) : (
    <Badge tone="caution" mark="ring">
      Paused
    </Badge>
  );
}
