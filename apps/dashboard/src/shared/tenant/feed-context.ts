import type { TopicStatus } from '@blunari/realtime';
import { createContext } from 'react';

/** How far the restaurant's live feed is. */
export const FeedContext = createContext<TopicStatus>('waiting');
