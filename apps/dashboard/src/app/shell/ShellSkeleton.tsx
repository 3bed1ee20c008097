import { Skeleton } from '@blunari/ui/skeleton';
import { SkeletonRows } from '@blunari/ui/skeleton-rows';

/** The shape of every screen while it is not known yet who looks at it. */
export function ShellSkeleton() {
  return (
    <div className="flex h-dvh bg-canvas">
      <div className="hidden w-14 shrink-0 border-0 border-e border-line p-4 md:grid md:content-start md:gap-6 xl:w-54">
        {['brand', 'home', 'bookings', 'requests'].map((line) => (
          <Skeleton key={line} height="16px" />
        ))}
      </div>
      <div className="flex-1 bg-surface">
        <div className="flex h-14 items-center border-0 border-b border-line px-6 md:h-13">
          <Skeleton width="180px" height="16px" />
        </div>
        <div className="px-6 py-6 xl:px-8">
          <SkeletonRows label="Your restaurant is on its way" rows={6} />
        </div>
      </div>
    </div>
  );
}
