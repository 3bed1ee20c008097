import { BrandMark } from '@blunari/ui/brand-mark';
import type { ReactNode } from 'react';
import { MockBadge } from '../mock-mode/MockBadge.tsx';

export interface MessageScreenProps {
  title: string;
  children: ReactNode;
  /** What can be done now. */
  action?: ReactNode;
}

/** A whole page with one message: why there is nothing else, and what to do. */
export function MessageScreen({ title, children, action }: MessageScreenProps) {
  return (
    <main className="grid min-h-full place-items-center bg-canvas p-4">
      <div className="w-full max-w-90">
        <BrandMark size={40} />
        <h1 className="mt-5 mb-1 page-title">{title}</h1>
        <MockBadge />
        <div className="text-14 text-pretty text-ink-2">{children}</div>
        {action !== undefined && <div className="mt-5 flex flex-wrap gap-x-5 gap-y-2">{action}</div>}
      </div>
    </main>
  );
}
