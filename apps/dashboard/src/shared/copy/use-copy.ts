import { useEffect, useState } from 'react';
import { copyText } from './copy-text.ts';

export type CopyState = 'idle' | 'copied' | 'refused';

const saidForMs = 2000;

/** Copies on demand; says for two seconds whether it worked. */
export function useCopy(text: () => string): { readonly state: CopyState; readonly copy: () => void } {
  const [state, setState] = useState<CopyState>('idle');
  useEffect(() => {
    if (state === 'idle') return undefined;
    const timer = setTimeout(() => setState('idle'), saidForMs);
    return () => clearTimeout(timer);
  }, [state]);
  const copy = () => void copyText(text()).then((isCopied) => setState(isCopied ? 'copied' : 'refused'));
  return { state, copy };
}
