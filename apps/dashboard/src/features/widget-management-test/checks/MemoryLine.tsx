import type { MemorySample } from '../statistics/memory-growth.ts';

const width = 220;
const height = 20;

/** The heap over the time of the check; dashes for what is still to come. */
export function MemoryLine({ samples, lengthMs }: { samples: readonly MemorySample[]; lengthMs: number }) {
  const bytes = samples.map((sample) => sample.bytes);
  const [low, high] = [Math.min(...bytes), Math.max(...bytes)];
  const pointOf = ({ atMs, bytes: value }: MemorySample): string => {
    const x = (Math.min(atMs, lengthMs) / lengthMs) * width;
    const y = high > low ? height - 3 - ((value - low) / (high - low)) * (height - 6) : height / 2;
    return `${x.toFixed(1)} ${y.toFixed(1)}`;
  };
  const last = samples.at(-1);
  const rest = last ? pointOf(last).split(' ') : ['0', `${height / 2}`];
  return (
    <svg aria-hidden width={width} height={height} className="block max-w-full chart-colors">
      {samples.length > 1 && (
        <path d={`M${samples.map(pointOf).join(' L')}`} fill="none" stroke="var(--chart-1)" strokeWidth="1.5" />
      )}
      <line x1={rest[0]} x2={width} y1={rest[1]} y2={rest[1]} stroke="var(--line-strong)" strokeDasharray="2 3" />
    </svg>
  );
}
