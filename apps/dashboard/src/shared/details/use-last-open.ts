import { useState } from 'react';

/** What is open, and once it is closed what was: its details stay while they leave the screen. */
export function useLastOpen(openId: string | undefined): string | undefined {
  const [lastId, setLastId] = useState(openId);
  if (openId !== undefined && openId !== lastId) setLastId(openId);
  return openId ?? lastId;
}
