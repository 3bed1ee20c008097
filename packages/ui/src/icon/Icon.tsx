import type { LucideIcon } from 'lucide-react';
import { classNames } from '../class-names/class-names.ts';

export interface IconProps {
  of: LucideIcon;
  /** Edge in px; 16 unless the place asks for another. */
  size?: number;
  strokeWidth?: number;
  /** Turns the drawing round in right-to-left pages: chevrons and arrows need it. */
  isDirectional?: boolean;
  className?: string;
}

/** A decorative Lucide drawing in the weight of the look. Its meaning is always said by the words beside it. */
export function Icon({ of: Drawing, size = 16, strokeWidth = 1.75, isDirectional = false, className }: IconProps) {
  return (
    <Drawing
      aria-hidden
      size={size}
      strokeWidth={strokeWidth}
      className={classNames('block shrink-0', isDirectional && 'rtl:-scale-x-100', className)}
    />
  );
}
