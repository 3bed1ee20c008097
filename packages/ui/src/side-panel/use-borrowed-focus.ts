import { type RefObject, useLayoutEffect, useRef } from 'react';

/**
 * Gives an element the focus when it appears, and back to whoever had it when the element goes; not where the focus has
 * moved on by itself.
 */
export function useBorrowedFocus<E extends HTMLElement>(): RefObject<E | null> {
  const ref = useRef<E>(null);
  useLayoutEffect(() => {
    const element = ref.current;
    const lender = document.activeElement;
    element?.focus({ preventScroll: true });
    return () => {
      // The element is still in the page here, and so is its focus.
      const isHeld = element?.contains(document.activeElement) === true;
      if (isHeld && lender instanceof HTMLElement) lender.focus({ preventScroll: true });
    };
  }, []);
  return ref;
}
