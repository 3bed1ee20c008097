import type { ReactNode } from 'react';
import '../theme/widgets.css';

interface StageProps {
  /** Width the restaurant's page gives the widget, in px. */
  readonly width: number;
  readonly isDark?: boolean;
  readonly children: ReactNode;
}

/** A restaurant's page around the widget. */
export function Stage({ width, isDark = false, children }: StageProps) {
  return (
    <div style={{ padding: 12, minHeight: 700, background: isDark ? '#14100d' : '#f9f1e4' }}>
      <div style={{ maxWidth: width }}>{children}</div>
    </div>
  );
}
