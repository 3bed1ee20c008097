/** The letter in its tile. Decorative: the name stands beside it or labels the link round it. */
export function BrandMark({ size = 24 }: { size?: number }) {
  return (
    <svg aria-hidden viewBox="0 0 24 24" width={size} height={size} className="block shrink-0">
      <rect width="24" height="24" rx="6" className="fill-accent" />
      <path
        d="M7 5v14M7 12.6a4.9 4.9 0 1 1 0 .2"
        fill="none"
        strokeWidth="2.2"
        strokeLinecap="round"
        className="stroke-on-accent"
      />
    </svg>
  );
}
