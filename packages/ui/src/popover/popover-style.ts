/** A raised surface over the page: popovers, menus and select lists. */
export const popoverStyle =
  'z-(--z-popover) overflow-hidden rounded-lg bg-raised text-ink shadow-2 ring ring-line outline-none transition duration-(--dur-base) entering:-translate-y-1 entering:opacity-0 exiting:opacity-0 motion-reduce:translate-y-0 edge';

/** One line of a menu or list. */
export const menuItemStyle =
  'flex min-h-control-md cursor-pointer items-center gap-2.5 rounded-sm px-2 py-1 text-13 outline-none select-none data-[focused]:bg-accent-soft unavailable:cursor-default unavailable:text-ink-disabled forced-colors:data-[focused]:bg-[Highlight]';
