export { decidePublish } from './decide-publish.ts';
export { decideRestore } from './decide-restore.ts';
export { decideSave } from './decide-save.ts';
export type { Decision, Draft, WidgetChange, WidgetState } from './widget-state.ts';
