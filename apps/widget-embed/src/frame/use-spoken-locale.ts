import { hasMessages, loadMessages } from '@blunari/widgets/locale';
import { useEffect, useState } from 'react';

/** The locale to draw in: the wanted one once its words are here, until then the one before. */
export function useSpokenLocale(wanted: string): string {
  const [spoken, setSpoken] = useState(wanted);
  useEffect(() => {
    let isCurrent = true;
    const speak = async (): Promise<void> => {
      await loadMessages(wanted);
      if (isCurrent) setSpoken(wanted);
    };
    void speak();
    return () => {
      isCurrent = false;
    };
  }, [wanted]);
  return hasMessages(wanted) ? wanted : spoken;
}
