import { usePacedText } from './use-paced-text.ts';

export interface AnnouncementProps {
  /** Read out politely when it changes; leave counting seconds out of it. */
  text: string;
  /** Shortest time between two readings; 5 s unless told. */
  minIntervalMs?: number;
}

export function Announcement({ text, minIntervalMs = 5000 }: AnnouncementProps) {
  return (
    <output aria-live="polite" className="sr-only">
      {usePacedText(text, minIntervalMs)}
    </output>
  );
}
