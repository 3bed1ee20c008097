import { contrastRatio, parseHex, toHex } from './oklch.ts';

/**
 * Moves a colour's lightness, as little as possible, until it reads with at least `ratio` on every background.
 * A colour that passes already comes back unchanged.
 */
export function guardContrast(hex: string, backgrounds: readonly string[], ratio: number): string {
  return nearestLightness(hex, (candidate) =>
    backgrounds.every((background) => contrastRatio(candidate, background) >= ratio),
  );
}

/** The nearest lightness at which the colour passes; black or white, whichever is nearer, when none does. */
export function nearestLightness(hex: string, passes: (candidate: string) => boolean): string {
  if (passes(hex)) return hex;
  const { l, c, h } = parseHex(hex);
  for (let step = 1; step <= 100; step += 1) {
    for (const lightness of [l - step / 100, l + step / 100]) {
      if (lightness < 0 || lightness > 1) continue;
      const candidate = toHex({ l: lightness, c, h });
      if (passes(candidate)) return candidate;
    }
  }
  return (l > 0.5 ? ['#ffffff', '#000000'] : ['#000000', '#ffffff']).find(passes) ?? '#000000';
}
