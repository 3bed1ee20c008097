import type { JsonObject } from '../config/merge-patch.ts';
import type { PublishMode } from '../config/publish-mode.ts';
import type { FieldConflict } from '../config/three-way-merge.ts';
import type { WidgetType } from '../config/widget-config.ts';

/** Settings that wait to be published, and the version they were begun on. */
export interface Draft {
  readonly config: JsonObject;
  readonly baseVersion: number;
}

/** A widget as it stands while a change of it is decided; whoever keeps it lets nobody else change it meanwhile. */
export interface WidgetState {
  readonly type: WidgetType;
  readonly version: number;
  readonly config: JsonObject;
  readonly publishMode: PublishMode;
  readonly draft: Draft | null;
  readonly draftVersion: number;
  /** The settings that the draft was begun on. */
  readonly draftBase: JsonObject | null;
  /** The settings of the version that the change names; null where the widget never had it. */
  readonly configAsked: JsonObject | null;
}

/** What a change writes. */
export interface WidgetChange {
  readonly config?: JsonObject;
  readonly draft?: Draft | null;
  readonly publishMode?: PublishMode;
}

/** What becomes of a change: what is answered, and what is written; null where all is as it should be already. */
export interface Decision<Status extends string> {
  readonly status: Status;
  readonly conflicts: readonly FieldConflict[];
  readonly change: WidgetChange | null;
}
