/** A colour by lightness (0-1), chroma and hue (degrees): moving `l` alone keeps the colour's character. */
export interface Oklch {
  readonly l: number;
  readonly c: number;
  readonly h: number;
}

type Triple = readonly [number, number, number];

// Matrices: Björn Ottosson, "A perceptual color space for image processing" (OKLab).
export function parseHex(hex: string): Oklch {
  const [r, g, b] = linearOf(hex);
  const long = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const middle = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const short = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  const l = 0.2104542553 * long + 0.793617785 * middle - 0.0040720468 * short;
  const a = 1.9779984951 * long - 2.428592205 * middle + 0.4505937099 * short;
  const bb = 0.0259040371 * long + 0.7827717662 * middle - 0.808675766 * short;
  return { l, c: Math.hypot(a, bb), h: (Math.atan2(bb, a) * 180) / Math.PI };
}

/** The nearest sRGB colour of the same lightness and hue: chroma gives way where the screen cannot show it. */
export function toHex({ l, c, h }: Oklch): string {
  let chroma = c;
  let linear = linearFrom(l, chroma, h);
  while (chroma > 0.001 && linear.some((channel) => channel < -0.0005 || channel > 1.0005)) {
    chroma *= 0.95;
    linear = linearFrom(l, chroma, h);
  }
  return `#${linear.map((channel) => hexByte(gammaOf(Math.min(1, Math.max(0, channel))))).join('')}`;
}

/** WCAG 2.2 contrast ratio of two colours, 1 to 21. */
export function contrastRatio(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

/** `share` of `over` laid on `under`, in sRGB as a browser composites. */
export function mix(under: string, over: string, share: number): string {
  const [from, to] = [bytesOf(under), bytesOf(over)];
  return `#${from.map((byte, index) => hexByte((byte + ((to[index] ?? byte) - byte) * share) / 255)).join('')}`;
}

function luminance(hex: string): number {
  const [r, g, b] = linearOf(hex);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function linearFrom(l: number, c: number, h: number): Triple {
  const [a, b] = [c * Math.cos((h * Math.PI) / 180), c * Math.sin((h * Math.PI) / 180)];
  const long = (l + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const middle = (l - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const short = (l - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
    -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
    -0.0041960863 * long - 0.7034186147 * middle + 1.707614701 * short,
  ];
}

function bytesOf(hex: string): Triple {
  const value = Number.parseInt(hex.slice(1), 16);
  return [Math.floor(value / 65_536), Math.floor(value / 256) % 256, value % 256];
}

function linearOf(hex: string): Triple {
  const [r, g, b] = bytesOf(hex);
  return [linearByte(r), linearByte(g), linearByte(b)];
}

const linearByte = (byte: number): number =>
  byte / 255 <= 0.04045 ? byte / 255 / 12.92 : ((byte / 255 + 0.055) / 1.055) ** 2.4;

const gammaOf = (channel: number): number =>
  channel <= 0.0031308 ? channel * 12.92 : 1.055 * channel ** (1 / 2.4) - 0.055;

const hexByte = (share: number): string =>
  Math.round(share * 255)
    .toString(16)
    .padStart(2, '0');
