import { router } from '../../trpc/init.ts';
import { compareVersionsProcedure } from './compare-versions.ts';
import { discardDraftProcedure } from './discard-draft.ts';
import { getWidget } from './get-widget.ts';
import { listWidgetHistory } from './list-widget-history.ts';
import { listWidgetsChangedSince } from './list-widgets-changed-since.ts';
import { listWidgets } from './list-widgets.ts';
import { previewAvailability } from './preview-availability.ts';
import { publishDraftProcedure } from './publish-draft.ts';
import { restoreVersionProcedure } from './restore-version.ts';
import { saveWidgetProcedure } from './save-widget.ts';
import { setPublishModeProcedure } from './set-publish-mode.ts';
import { setWidgetActive } from './set-widget-active.ts';

export const widgetsRouter = router({
  list: listWidgets,
  get: getWidget,
  changedSince: listWidgetsChangedSince,
  history: listWidgetHistory,
  compareVersions: compareVersionsProcedure,
  save: saveWidgetProcedure,
  setPublishMode: setPublishModeProcedure,
  publish: publishDraftProcedure,
  discardDraft: discardDraftProcedure,
  restoreVersion: restoreVersionProcedure,
  setActive: setWidgetActive,
  previewAvailability,
});
