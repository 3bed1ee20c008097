import { router } from '../../trpc/init.ts';
import { getWidget } from './get-widget.ts';
import { listWidgetHistory } from './list-widget-history.ts';
import { listWidgetsChangedSince } from './list-widgets-changed-since.ts';
import { listWidgets } from './list-widgets.ts';
import { previewAvailability } from './preview-availability.ts';
import { saveWidgetProcedure } from './save-widget.ts';
import { setWidgetActive } from './set-widget-active.ts';

export const widgetsRouter = router({
  list: listWidgets,
  get: getWidget,
  changedSince: listWidgetsChangedSince,
  history: listWidgetHistory,
  save: saveWidgetProcedure,
  setActive: setWidgetActive,
  previewAvailability,
});
