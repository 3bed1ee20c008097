const leaf =
  '<path d="M0 0C14 -20 48 -24 72 -4C50 14 16 16 0 0Z" fill="oklch(.56 .07 132 / .16)"/><path d="M0 0C22 -4 44 -6 60 -4"/>';

const lemon = [
  '<path d="M0 -44V-27"/>',
  '<path d="M0 -27C15 -28 23 -14 23 0C23 13 14 22 5 26C3 28 2 32 0 35C-2 32 -3 28 -5 26C-14 22 -23 13 -23 0C-23 -14 -15 -28 0 -27Z" fill="oklch(.87 .13 95)" stroke="oklch(.52 .09 85)"/>',
  '<path d="M-13 -8C-15 -2 -15 4 -12 10" stroke="oklch(.97 .05 95)" stroke-width="2.6"/>',
].join('');

/** Where a leaf or lemon hangs: x, y, turn in degrees, size. */
type Place = readonly [x: number, y: number, degrees: number, scale: number];

const leaves: readonly Place[] = [
  [60, 38, -42, 0.95],
  [96, 38, 46, 0.8],
  [120, 43, -30, 1],
  [168, 58, 62, 0.85],
  [186, 66, -16, 0.95],
  [228, 92, 30, 0.7],
];

const fruits: readonly Place[] = [
  [74, 86, 6, 1.12],
  [142, 106, -7, 1.3],
  [204, 132, 5, 1.05],
];

/** A branch with three lemons, drawn for the demo restaurant. Decoration: hidden from screen readers. */
export function lemonBranch(): string {
  return [
    '<svg class="branch" viewBox="14 -14 262 184" width="300" height="211" fill="none" stroke="oklch(.43 .06 132)"',
    ' stroke-width="1.6" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">',
    '<path d="M18 44C80 30 160 40 236 96"/>',
    ...leaves.map((place) => hang(leaf, place)),
    ...fruits.map((place) => hang(lemon, place)),
    '</svg>',
  ].join('');
}

function hang(drawing: string, [x, y, degrees, scale]: Place): string {
  return `<g transform="translate(${x} ${y}) rotate(${degrees}) scale(${scale})">${drawing}</g>`;
}
