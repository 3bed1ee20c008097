import type { ReactNode } from 'react';

interface NoticeProps {
  readonly children: ReactNode;
  /** Interrupts a screen reader: for what stops the guest. */
  readonly isUrgent?: boolean;
}

export function Notice({ children, isUrgent = false }: NoticeProps) {
  if (!isUrgent) return <output className="bw-notice">{children}</output>;
  return (
    <div className="bw-notice" role="alert">
      {children}
    </div>
  );
}
