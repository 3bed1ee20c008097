import type { ReactNode } from 'react';

export interface EmptyStateProps {
  /** What will be here. */
  drawing: 'timeline' | 'list' | 'chart';
  /** Why there is nothing, in one sentence. */
  title: string;
  children?: ReactNode;
  /** The one thing to do now. */
  action?: ReactNode;
}

export function EmptyState({ drawing, title, children, action }: EmptyStateProps) {
  return (
    <div className="grid justify-items-center rounded-lg border border-dashed border-line-strong px-4 py-5 text-center">
      <svg
        aria-hidden
        width="92"
        height="40"
        viewBox="0 0 92 40"
        fill="none"
        strokeWidth="1.5"
        className="stroke-line-strong"
      >
        {DRAWINGS[drawing]}
      </svg>
      <p className="m-0 mt-2.5 font-medium">{title}</p>
      {children !== undefined && <p className="m-0 text-13 text-ink-3">{children}</p>}
      {action !== undefined && <div className="mt-2.5">{action}</div>}
    </div>
  );
}

const DRAWINGS = {
  timeline: (
    <>
      <path d="M2 38h88" />
      <rect x="10" y="26" width="30" height="8" rx="2" />
      <rect x="34" y="14" width="38" height="8" rx="2" />
      <rect x="58" y="2" width="22" height="8" rx="2" strokeDasharray="3 2" />
    </>
  ),
  list: (
    <>
      <path d="M8 12h76M8 25h76M8 38h76" />
      <path d="M8 6h20M8 19h28M72 6h12M72 19h12" />
      <path d="M8 32h16M72 32h12" strokeDasharray="3 2" />
    </>
  ),
  chart: (
    <>
      <path d="M2 38h88" />
      <path d="M14 38V26h10v12M34 38V16h10v22M54 38V22h10v16" />
      <path d="M74 38V8h10v30" strokeDasharray="3 2" />
    </>
  ),
} as const;
