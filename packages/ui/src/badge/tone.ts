/** What a colour means. There is no colour for decoration. */
export type Tone = 'neutral' | 'positive' | 'caution' | 'negative' | 'conflict' | 'accent';
