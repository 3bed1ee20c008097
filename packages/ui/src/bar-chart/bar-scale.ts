export interface Bar {
  /** Unique among the bars. */
  id: string;
  /** Such as the time a bar stands for; a clock set back shows one twice. */
  label: string;
  value: number;
}

/** Room above the tallest bar for the limit's words, and below the axis for the labels, in px. */
const HEAD_PX = 22;
const FOOT_PX = 22;

/** Start edge of a bar. */
export function barX(index: number, barCount: number, widthPx: number): number {
  return barCount === 0 ? 0 : (index / barCount) * widthPx;
}

/** Distance from the top at which a value ends. */
export function valueY(value: number, most: number, heightPx: number): number {
  return HEAD_PX + (1 - value / most) * (heightPx - HEAD_PX - FOOT_PX);
}
