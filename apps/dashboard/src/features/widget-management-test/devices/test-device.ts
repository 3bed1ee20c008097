import { uuidv7 } from '@blunari/schema/identifiers';
import { appErrorOf } from '../../../data/app-error-of.ts';
import { afterPaint } from '../checks/after-paint.ts';
import { wordsOf } from '../run/run-check.ts';
import { changeOf, isChangeTo, type Message } from '../source/change-message.ts';
import { Listener } from '../source/listener.ts';
import { clockRounds, sampleOf, saveAndHear } from '../source/save-and-hear.ts';
import type { TestSource } from '../source/test-source.ts';
import { describeDevice } from './describe-device.ts';
import { type DeviceNote, devicesOf } from './device-note.ts';

export interface DeviceState {
  /** `over`: its restaurant is gone. */
  readonly status: 'joining' | 'joined' | 'failed' | 'over';
  /** All devices of the test, this one included. */
  readonly devices: readonly DeviceNote[];
  readonly ownId: string;
  readonly problem: string | null;
}

/** Whether the line of a device that has joined is down: it then sees nobody, not even itself. */
export const isCutOff = ({ status, devices }: DeviceState): boolean => status === 'joined' && devices.length === 0;

/** Soon enough for whoever has ended a test and looks at the other device. */
const lookEveryMs = 5000;

/** One device on a test restaurant: it times every change, whoever makes it, and tells all others. */
export class TestDevice {
  readonly #source: TestSource;
  readonly #tenantId: string;
  readonly #listener: Listener;
  readonly #ending = new AbortController();
  readonly #listeners = new Set<() => void>();
  readonly #attendance: ReturnType<Listener['attend']>;
  #note: DeviceNote;
  #state: DeviceState;
  #widgetId = '';
  /** The newest version it knows of, to save on; what it shows comes a moment later. */
  #newestVersion = 0;
  #looking: ReturnType<typeof setInterval> | undefined;

  constructor(source: TestSource, tenantId: string, userAgent: string) {
    this.#source = source;
    this.#tenantId = tenantId;
    // `randomUUID` is missing on pages without https, where phones of the house are.
    const deviceId = uuidv7(Date.now(), (bytes) => crypto.getRandomValues(bytes));
    this.#note = { deviceId, ...describeDevice(userAgent), latencyMs: null, errorMs: null, version: 0 };
    this.#state = { status: 'joining', devices: [], ownId: deviceId, problem: null };
    this.#listener = new Listener(source, tenantId, (message) => void this.#time(message));
    this.#attendance = this.#listener.attend((people) => this.#set({ devices: devicesOf(people) }));
  }

  readonly getState = (): DeviceState => this.#state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Joins, compares the clocks and is seen by all others from then on. */
  readonly join = async (): Promise<void> => {
    const { signal } = this.#ending;
    try {
      const [widgets] = await Promise.all([this.#widgets(), this.#listener.live(signal)]);
      const widget = widgets.find(({ type }) => type === 'booking');
      if (!widget) return this.#end();
      this.#widgetId = widget.id;
      this.#newestVersion = widget.version;
      this.#say({ version: widget.version });
      for (let round = 0; round < clockRounds; round += 1) {
        this.#listener.observeServerTime(sampleOf(await saveAndHear(this.#listener, () => this.#save(), signal)));
      }
      this.#set({ status: 'joined' });
      this.#looking = setInterval(() => void this.#look(), lookEveryMs);
    } catch (error) {
      if (!signal.aborted && !(await this.#look())) this.#set({ status: 'failed', problem: wordsOf(error) });
    }
  };

  /** Changes the greeting; every device, this one too, shows how long that took to reach it. */
  readonly change = async (): Promise<void> => {
    try {
      const { row } = await this.#save();
      await this.#listener.heard(isChangeTo(row.version), this.#ending.signal);
      this.#set({ problem: null });
    } catch (error) {
      if (!this.#ending.signal.aborted && !(await this.#look())) this.#set({ problem: wordsOf(error) });
    }
  };

  readonly close = (): void => {
    clearInterval(this.#looking);
    this.#ending.abort();
    this.#attendance.leave();
    this.#listener.close();
  };

  /** Whether the test is over, which nobody tells who only takes part. Not where nobody answers. */
  async #look(): Promise<boolean> {
    const isOver = await this.#widgets().then(
      (widgets) => widgets.length === 0,
      () => false,
    );
    if (isOver) this.#end();
    return isOver;
  }

  /** None where the test is over. */
  async #widgets() {
    const { client } = this.#source;
    const listing = client.widgets.list.query({ tenantId: this.#tenantId });
    const [widgets] = await Promise.all([
      listing.catch((error: unknown) => {
        if (appErrorOf(error).code === 'not_found') return [];
        throw error;
      }),
      // Together with something that is allowed: an answer of refusals alone is an error to the browser's console.
      client.me.get.query(),
    ]);
    return widgets;
  }

  #end(): void {
    this.close();
    this.#set({ status: 'over', problem: null });
  }

  /** Another device may have saved in the same moment; then it is done again on what that one left. */
  async #save() {
    for (;;) {
      const title = `Hello ${this.#note.deviceId.slice(-4)} ${Date.now()}`;
      const outcome = await this.#source.client.widgets.save.mutate({
        widgetId: this.#widgetId,
        baseVersion: this.#newestVersion,
        patch: { texts: { title: { en: title } } },
      });
      this.#newestVersion = Math.max(this.#newestVersion, outcome.row.version);
      if (outcome.status === 'saved') return outcome;
    }
  }

  async #time({ event, payload }: Message): Promise<void> {
    if (event !== 'widget_config.changed') return;
    const { version, committedAtMs } = changeOf(payload);
    this.#newestVersion = Math.max(this.#newestVersion, version);
    const shownAt = await afterPaint();
    const { clock } = this.#listener;
    if (!clock || this.#ending.signal.aborted) return;
    const latencyMs = Math.max(0, shownAt - clock.offsetMs - committedAtMs);
    this.#say({ latencyMs, errorMs: clock.errorMs, version: Math.max(this.#note.version, version) });
  }

  #say(news: Partial<DeviceNote>): void {
    this.#note = { ...this.#note, ...news };
    this.#attendance.say(this.#note);
  }

  #set(change: Partial<DeviceState>): void {
    this.#state = { ...this.#state, ...change };
    for (const listener of this.#listeners) listener();
  }
}
