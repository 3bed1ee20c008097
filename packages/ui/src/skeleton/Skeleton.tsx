export interface SkeletonProps {
  /** CSS lengths, as close to the real content as can be. */
  width?: string;
  height?: string;
}

/** A stand-in that appears only when waiting takes longer than 150 ms. The region that waits carries `aria-busy`. */
export function Skeleton({ width = '100%', height = '10px' }: SkeletonProps) {
  return <span aria-hidden style={{ width, height }} className="block max-w-full appear-late rounded-xs bg-pressed" />;
}
