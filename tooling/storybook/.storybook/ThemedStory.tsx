import { type ReactNode, useLayoutEffect } from 'react';

interface ThemedStoryProps {
  theme: 'light' | 'dark';
  /** For whole screens: no padding around them. */
  isBare: boolean;
  children: ReactNode;
}

/** Sets the look where the components read it: on the page's root, so that popovers and dialogs follow too. */
export function ThemedStory({ theme, isBare, children }: ThemedStoryProps) {
  useLayoutEffect(() => {
    document.documentElement.dataset['theme'] = theme;
  }, [theme]);
  return <div className={isBare ? '' : 'bg-surface p-6'}>{children}</div>;
}
