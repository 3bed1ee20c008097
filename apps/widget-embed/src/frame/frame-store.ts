import type { FrameBootstrap } from '@blunari/schema/api';
import type { Place, PublicConfig } from '@blunari/schema/config';
import type { ShownStep } from '@blunari/widgets/booking';
import type { InsightsConsent } from '@blunari/schema/insights';
import { isNumber, isRecord, isString } from '../protocol/guards.ts';
import type { HelloMessage, HostConsent } from '../protocol/messages.ts';
import { isPlace, readConfig } from './read-config.ts';

export interface FrameState {
  readonly type: PublicConfig['type'];
  readonly version: number;
  readonly isActive: boolean;
  /** `null` until there is something to draw: an inactive widget sends no settings. */
  readonly widget: PublicConfig | null;
  readonly place: Place;
  /** The step an editor asks a preview to show; none where it leaves that to the preview. */
  readonly shownStep: ShownStep | undefined;
  readonly hostFont: string;
  /** Language that the page or the editor around asks for; empty when it asks for none. */
  readonly hostLang: string;
  /** When the restaurant wants visits counted, and what the page's visitor says to it. */
  readonly insights: InsightsConsent;
  readonly hostConsent: HostConsent;
}

/** What the frame shows, changed by the server, by the page around and by the editor. */
export interface FrameStore {
  readonly get: () => FrameState;
  readonly subscribe: (listener: () => void) => () => void;
  /** A whole answer of the server; older ones change nothing. It is right about a version that a message told only partly. */
  readonly applyBootstrap: (bootstrap: FrameBootstrap) => void;
  /**
   * The live message `config.changed`; older ones change nothing. False when it holds a section that cannot be drawn:
   * that section stays as it was, and the server has to be asked what it makes of it.
   */
  readonly applyChange: (payload: unknown) => boolean;
  readonly applyHello: (hello: HelloMessage) => void;
  /** A draft from the editor. */
  readonly applyDraft: (message: Readonly<Record<string, unknown>>) => void;
}

export function createFrameStore(bootstrap: FrameBootstrap): FrameStore {
  let state: FrameState = {
    type: bootstrap.type,
    version: bootstrap.version,
    isActive: bootstrap.isActive,
    widget: readConfig(bootstrap.type, bootstrap.config, null),
    place: bootstrap.place,
    shownStep: undefined,
    hostFont: '',
    hostLang: '',
    insights: bootstrap.insights,
    hostConsent: '',
  };
  let draftRules = '';
  const listeners = new Set<() => void>();
  const change = (next: Partial<FrameState>): void => {
    state = { ...state, ...next };
    for (const listener of listeners) listener();
  };
  const applySettings = (version: number, isActive: boolean, config: unknown): void =>
    change({ version, isActive, widget: readConfig(state.type, config, state.widget) });
  return {
    get: () => state,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    applyBootstrap: ({ version, isActive, config, place, insights }) => {
      if (version < state.version) return;
      // Place and privacy have no version of their own: the newest answer holds the newest.
      change({ place, insights });
      applySettings(version, isActive, config);
    },
    applyChange: (payload) => {
      if (!isRecord(payload) || !isNumber(payload['version']) || payload['version'] <= state.version) return true;
      const config = payload['config'];
      applySettings(payload['version'], payload['isActive'] === true, config);
      return config === undefined || readConfig(state.type, config, null) !== null;
    },
    applyHello: ({ fontFamily, lang, consent }) =>
      change({ hostFont: fontFamily, hostLang: lang, hostConsent: consent }),
    applyDraft: ({ widget, config, place, language, isActive, step }) => {
      const type = widget === 'catering' ? 'catering' : 'booking';
      const rules = rulesOf(config);
      // A draft has no version: a new number, which asks for the free times anew, only where they can differ.
      const version = rules === draftRules ? state.version : state.version + 1;
      draftRules = rules;
      change({
        type,
        isActive: isActive !== false,
        version,
        widget: readConfig(type, config, state.widget),
        ...(isPlace(place) ? { place } : {}),
        ...(isString(language) ? { hostLang: language } : {}),
        shownStep: step === 'party' || step === 'date' ? step : undefined,
      });
    },
  };
}

/** The private sections of a draft that decide the free times. */
function rulesOf(config: unknown): string {
  return isRecord(config) ? JSON.stringify([config['schedule'], config['rules'], config['capacity']]) : '';
}
