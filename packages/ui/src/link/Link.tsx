import type { ReactNode } from 'react';
import { Link as AriaLink, type LinkProps as AriaLinkProps } from 'react-aria-components';
import { classNames } from '../class-names/class-names.ts';

export interface LinkProps extends Omit<AriaLinkProps, 'children' | 'className' | 'style'> {
  children: ReactNode;
  /** `inline` stands in a sentence and is underlined; `plain` stands alone. */
  variant?: 'plain' | 'inline' | 'quiet';
  className?: string;
}

/** With `href` a link, with only `onPress` an action in a sentence. Routing is set once by React Aria's RouterProvider. */
export function Link({ children, variant = 'plain', className, ...link }: LinkProps) {
  return (
    <AriaLink
      {...link}
      className={classNames('cursor-pointer rounded-xs transition-colors', VARIANTS[variant], className)}
    >
      {children}
    </AriaLink>
  );
}

const VARIANTS = {
  plain: 'font-medium text-accent-ink hovered:underline underline-offset-3',
  inline: 'font-medium text-accent-ink underline decoration-accent-line underline-offset-3 hovered:decoration-current',
  quiet: 'text-ink-3 hovered:text-ink',
} as const;
