import type { ReactNode } from 'react';

/** What a chart says, in words, for everybody: below it, where a screen reader comes by after its title. */
export function ChartSentence({ children }: { children: ReactNode }) {
  return <p className="m-0 mt-2 text-12 text-pretty text-ink-2">{children}</p>;
}
