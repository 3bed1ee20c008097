import { Skeleton } from './Skeleton.tsx';

export interface SkeletonRowsProps {
  /** Said to assistive technology, such as "Bookings are on their way". */
  label: string;
  rows: number;
}

/** The shape of a table on its way: as many rows as will come, at their height. */
export function SkeletonRows({ label, rows }: SkeletonRowsProps) {
  return (
    <div aria-busy="true">
      <output className="sr-only">{label}</output>
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} className="flex h-row items-center gap-3 border-0 border-b border-line">
          <Skeleton width="40px" />
          <Skeleton width={MIDDLE_WIDTHS[row % MIDDLE_WIDTHS.length] ?? '140px'} />
          <span className="flex-1" />
          <Skeleton width="58px" />
        </div>
      ))}
    </div>
  );
}

const MIDDLE_WIDTHS = ['184px', '140px', '162px'];
