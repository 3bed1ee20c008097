/** How exported visits are written: for spreadsheets, or one JSON object a line. */
export const exportFormats = ['csv', 'ndjson'] as const;

export type ExportFormat = (typeof exportFormats)[number];
