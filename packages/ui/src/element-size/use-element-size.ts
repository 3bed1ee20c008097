import { type RefObject, useLayoutEffect, useRef, useState } from 'react';

export interface ElementSize {
  widthPx: number;
  heightPx: number;
}

/** The content size of an element, kept current. Undefined until it has been measured. */
export function useElementSize<E extends HTMLElement>(): [RefObject<E | null>, ElementSize | undefined] {
  const ref = useRef<E>(null);
  const [size, setSize] = useState<ElementSize>();
  useLayoutEffect(() => {
    const element = ref.current;
    if (element === null) return undefined;
    const observer = new ResizeObserver(([entry]) => {
      if (entry !== undefined) setSize({ widthPx: entry.contentRect.width, heightPx: entry.contentRect.height });
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return [ref, size];
}
