import type { Appearance } from '@blunari/schema/config';
import { guardContrast, nearestLightness } from './contrast-guard.ts';
import { contrastRatio, mix, parseHex, toHex } from './oklch.ts';

export type Scheme = 'light' | 'dark';

/** Custom properties of the widget's root element. */
export type ThemeTokens = Readonly<Record<`--bw-${string}`, string>>;

export interface WidgetTheme {
  /** Whether the surface is light or dark in fact, for form controls and scroll bars. */
  readonly surface: Scheme;
  readonly tokens: ThemeTokens;
  /** The contrast guard had to move the restaurant's colour; the editor says so. */
  readonly isPrimaryAdjusted: boolean;
  readonly isTextAdjusted: boolean;
}

/** Turns the restaurant's choices into colours that always read: text 4.5:1, edges and filled controls 3:1. */
export function widgetTheme(appearance: Appearance, scheme: Scheme, hostFont = ''): WidgetTheme {
  const chosen = scheme === 'dark' ? darkened(appearance) : appearance;
  const paper = nearestLightness(chosen.background, leavesRoomForText);
  const isDark = contrastRatio(paper, '#ffffff') > contrastRatio(paper, '#000000');
  const { l, c, h } = parseHex(paper);
  const well = toHex({ l: l + (isDark ? 0.047 : -0.03), c, h });
  const { accent, onAccent } = accentOn(paper, chosen.primary);
  const accentSoft = softGround(paper, accent);
  const backgrounds = [paper, well, accentSoft];
  const ink = guardContrast(chosen.text, backgrounds, 4.5);
  const goodStart = toHex({ l: isDark ? 0.82 : 0.43, c: 0.085, h: 145 });
  const goodSoft = softGround(paper, toHex({ l: isDark ? 0.6 : 0.78, c: 0.14, h: 145 }), 0.24);
  return {
    surface: isDark ? 'dark' : 'light',
    isPrimaryAdjusted: accent.toLowerCase() !== chosen.primary.toLowerCase(),
    isTextAdjusted: ink.toLowerCase() !== chosen.text.toLowerCase(),
    tokens: {
      '--bw-paper': paper,
      '--bw-well': well,
      '--bw-line': mix(paper, ink, 0.13),
      '--bw-line-field': guardContrast(mix(paper, ink, 0.46), [paper], 3),
      '--bw-ink': ink,
      '--bw-ink-2': guardContrast(mix(ink, paper, 0.26), backgrounds, 4.5),
      '--bw-accent': accent,
      '--bw-on-accent': onAccent,
      '--bw-accent-soft': accentSoft,
      '--bw-accent-ink': guardContrast(chosen.primary, backgrounds, 4.5),
      '--bw-good': guardContrast(goodStart, [paper, goodSoft], 4.5),
      '--bw-good-soft': goodSoft,
      '--bw-error': guardContrast(toHex({ l: isDark ? 0.8 : 0.48, c: 0.16, h: 25 }), backgrounds, 4.5),
      ...shapeTokens(appearance, hostFont),
    },
  };
}

// Black and white text reach at least 6:1 on one side, so the well, a step towards the text, keeps its 4.5:1.
const leavesRoomForText = (paper: string): boolean => bestContrast(paper) >= 6;

const bestContrast = (ground: string): number =>
  Math.max(contrastRatio(ground, '#ffffff'), contrastRatio(ground, '#000000'));

/** A dark twin of a light page: warm charcoal in the page's own hue, the accent raised; a dark page stays as it is. */
function darkened(appearance: Appearance): Appearance {
  const background = parseHex(appearance.background);
  if (background.l < 0.5) return appearance;
  const primary = parseHex(appearance.primary);
  const hue = background.c > 0.004 ? background.h : 55;
  return {
    ...appearance,
    background: toHex({ l: 0.215, c: 0.012, h: hue }),
    text: toHex({ l: 0.955, c: 0.01, h: hue }),
    primary: toHex({ ...primary, l: Math.max(primary.l, 0.76) }),
  };
}

function accentOn(paper: string, primary: string): { readonly accent: string; readonly onAccent: string } {
  const { h } = parseHex(primary);
  const texts = [toHex({ l: 0.99, c: 0.006, h }), toHex({ l: 0.2, c: 0.03, h })];
  const bestText = (accent: string): string =>
    texts.toSorted((one, other) => contrastRatio(other, accent) - contrastRatio(one, accent))[0] ?? '#ffffff';
  const accent = nearestLightness(
    primary,
    (candidate) => contrastRatio(candidate, paper) >= 3 && contrastRatio(bestText(candidate), candidate) >= 4.5,
  );
  return { accent, onAccent: bestText(accent) };
}

/** The paper with a breath of a colour, as much of it as still leaves room for text. */
function softGround(paper: string, colour: string, most = 0.1): string {
  const shares = [most, most / 2, most / 4];
  return shares.map((share) => mix(paper, colour, share)).find((soft) => bestContrast(soft) >= 4.7) ?? paper;
}

const systemFont = 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif';
const serifFont = '"Iowan Old Style", "Palatino Linotype", Palatino, "Book Antiqua", Georgia, "Noto Serif", serif';

/** Never a download: `serif` sets the titles, `host` takes the page's family where the frame was told it. */
function shapeTokens({ font, radius }: Appearance, hostFont: string): ThemeTokens {
  const body = font === 'host' && hostFont ? `${hostFont}, ${systemFont}` : systemFont;
  return {
    '--bw-font': body,
    '--bw-title': font === 'serif' ? serifFont : body,
    '--bw-radius-card': `${radius > 0 ? radius + 4 : 0}px`,
    '--bw-radius-field': `${Math.max(0, radius - 2)}px`,
  };
}
