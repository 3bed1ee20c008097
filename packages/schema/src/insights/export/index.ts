export { cursorOf, cursorOfLine, parseCursor, visitCursorSchema, type VisitPlace } from './cursor.ts';
export { exportFormats, type ExportFormat } from './format.ts';
export { exportQuestionSchema, type ExportQuestion } from './question.ts';
export { headOf, visitLine, type VisitRow } from './visit-row.ts';
