import type { ClockOffset } from '@blunari/realtime';
import type { TestRun } from '@blunari/schema/api';
import type { JsonObject } from '@blunari/schema/config/merge-patch';
import { tenantEvents } from '@blunari/schema/realtime';
import { Listener } from './listener.ts';
import type { TestSource } from './test-source.ts';

/** Round trips by which this device's clock is compared with the server's. */
const clockRounds = 5;

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
      for (let round = 0; round < clockRounds; round += 1) await bench.#compareClocks(signal);
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

  /** Saves, and waits until a device hears of just that. Answers the moments, in ms of this device's clock. */
  async saveAndHear(device: Listener, signal: AbortSignal): Promise<Heard> {
    const heard = device.next('widget_config.changed', signal);
    const askedAt = Date.now();
    const [message] = await Promise.all([heard, this.save()]);
    const { committedAt } = tenantEvents['widget_config.changed'].parse(message.payload);
    return { askedAt, heardAt: message.heardAt, committedAtMs: Date.parse(committedAt) };
  }

  /** The server's write lies between asking over HTTP and hearing over the socket; many such bounds are narrow. */
  async #compareClocks(signal: AbortSignal): Promise<void> {
    const { askedAt, heardAt, committedAtMs } = await this.saveAndHear(this.first, signal);
    // Instants on the wire are cut off at the millisecond.
    const sample = { askedAt, heardAt, fromMs: committedAtMs, toMs: committedAtMs + 1 };
    for (const device of [this.first, this.second]) device.observeServerTime(sample);
  }
}

export interface Heard {
  readonly askedAt: number;
  readonly heardAt: number;
  /** Of the server's clock. */
  readonly committedAtMs: number;
}
