import type { ClockOffset } from '@blunari/realtime';
import type { TestRun } from '@blunari/schema/api';
import type { JsonObject } from '@blunari/schema/config/merge-patch';
import { clockRounds, type Heard, sampleOf, saveAndHear } from './save-and-hear.ts';
import { Listener } from './listener.ts';
import type { TestSource } from './test-source.ts';

/** A restaurant of a test with two devices on it. Whoever opens a bench closes it. */
export class Bench {
  readonly source: TestSource;
  readonly run: TestRun;
  readonly widgetId: string;
  readonly first: Listener;
  readonly second: Listener;
  #version: number;
  #radius = 4;

  private constructor(source: TestSource, run: TestRun, widget: { readonly id: string; readonly version: number }) {
    this.source = source;
    this.run = run;
    this.widgetId = widget.id;
    this.#version = widget.version;
    this.first = new Listener(source, run.tenantId);
    this.second = new Listener(source, run.tenantId);
  }

  /** Joins the restaurant of a test with both devices and compares the clocks. */
  static async open(source: TestSource, run: TestRun, signal: AbortSignal): Promise<Bench> {
    const widgets = await source.client.widgets.list.query({ tenantId: run.tenantId });
    const widget = widgets.find(({ type }) => type === 'booking');
    if (!widget) throw new Error('The test restaurant has no booking widget.');
    const bench = new Bench(source, run, widget);
    try {
      await Promise.all([bench.first.live(signal), bench.second.live(signal)]);
      await bench.#compareClocks(signal);
    } catch (error) {
      bench.close();
      throw error;
    }
    return bench;
  }

  close(): void {
    this.first.close();
    this.second.close();
  }

  /** How far this device's clock is from the server's. */
  get clock(): ClockOffset {
    return this.first.clock ?? { offsetMs: 0, errorMs: Number.POSITIVE_INFINITY };
  }

  /** A change that is one each time. */
  nextPatch(): JsonObject {
    this.#radius = this.#radius === 20 ? 4 : this.#radius + 1;
    return { appearance: { radius: this.#radius } };
  }

  async save(patch: JsonObject = this.nextPatch(), baseVersion = this.#version) {
    const outcome = await this.source.client.widgets.save.mutate({ widgetId: this.widgetId, baseVersion, patch });
    this.#version = outcome.row.version;
    return outcome;
  }

  get version(): number {
    return this.#version;
  }

  /** Saves, and waits until a device hears of just that. */
  saveAndHear(device: Listener, signal: AbortSignal): Promise<Heard> {
    return saveAndHear(device, () => this.save(), signal);
  }

  async #compareClocks(signal: AbortSignal): Promise<void> {
    for (let round = 0; round < clockRounds; round += 1) {
      const sample = sampleOf(await this.saveAndHear(this.first, signal));
      for (const device of [this.first, this.second]) device.observeServerTime(sample);
    }
  }
}
