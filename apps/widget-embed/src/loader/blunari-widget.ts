import { readFrameMessage, type FrameMessage } from '../protocol/messages.ts';
import { createFrame } from './create-frame.ts';
import { helloFor } from './hello.ts';
import { keepFor } from './kept.ts';
import { reservedHeight, SteadyHeight } from './steady-height.ts';

let instances = 0;

/**
 * Defines `<blunari-widget widget-key="wk_...">`: it adopts the frame of the snippet, or makes one, keeps its height
 * reserved and tells the page what happens by bubbling `blunari:*` events. Loading the script twice is harmless.
 * @param scriptOrigin where embed.js came from; frames it makes come from there too.
 */
export function defineWidget(scriptOrigin: string): void {
  if (customElements.get('blunari-widget')) return;

  class BlunariWidget extends HTMLElement {
    static readonly observedAttributes = ['widget-key', 'key', 'lang', 'consent'];
    readonly #instanceId = `blunari-${(instances += 1)}`;
    #frame: HTMLIFrameElement | null = null;
    #ending: AbortController | null = null;
    #height: SteadyHeight | null = null;
    /** The document in the frame that said it is ready; another one says so again. */
    #isReady = false;

    /** What the page's visitor answered when asked: `granted`, `denied`, or empty while they were not. */
    get consent(): string {
      return this.getAttribute('consent') ?? '';
    }

    set consent(answer: string) {
      this.setAttribute('consent', answer);
    }

    connectedCallback(): void {
      this.#ending = new AbortController();
      const { signal } = this.#ending;
      window.addEventListener('message', (event) => this.#hear(event), { signal });
      // A parser may hand us over before our children: then the snippet's own frame is still to come.
      if (this.querySelector('iframe') || document.readyState !== 'loading') return this.#start(signal);
      document.addEventListener('DOMContentLoaded', () => this.#start(signal), { signal });
    }

    disconnectedCallback(): void {
      this.#ending?.abort();
      this.#frame = null;
      this.#height = null;
      this.#isReady = false;
    }

    attributeChangedCallback(name: string, before: string | null, now: string | null): void {
      if (!this.#frame || before === now) return;
      if (name === 'lang' || name === 'consent') return this.#isReady ? this.#greet() : undefined;
      const key = before === null ? '' : this.#key();
      if (key === '') return;
      this.#isReady = false;
      this.#frame.src = `${this.#origin()}/w/${encodeURIComponent(key)}`;
    }

    #start(signal: AbortSignal): void {
      const key = this.#key();
      const adopted = this.querySelector('iframe');
      if (!adopted && key === '') return askForKey();
      const frame = adopted ?? createFrame(scriptOrigin, key, this.lang);
      this.#frame = frame;
      fillWith(this, frame);
      this.#height = new SteadyHeight(frame, reservedHeight(frame), (height) => this.#tell('resize', { height }));
      this.#height.watch(signal);
      if (!adopted) this.append(frame);
    }

    #hear(event: MessageEvent<unknown>): void {
      if (!this.#frame || event.source !== this.#frame.contentWindow || event.origin !== this.#origin()) return;
      const message = readFrameMessage(event.data);
      if (!message) return;
      if (message.type === 'blunari:ready') {
        // The frame repeats it until it hears us, so it may come twice.
        this.#greet();
        if (!this.#isReady) this.#tell('ready', {});
        this.#isReady = true;
      } else if (message.instanceId === this.#instanceId) this.#obey(message);
    }

    #obey(message: Exclude<FrameMessage, { type: 'blunari:ready' }>): void {
      if (message.type === 'blunari:resize') return this.#height?.want(message.height);
      if (message.type === 'blunari:keep') return keepFor(this.#key(), message.name, message.text);
      if (message.name === 'interaction') this.#height?.settle();
      this.#tell(message.name, message.data);
    }

    #greet(): void {
      this.#frame?.contentWindow?.postMessage(helloFor(this, this.#instanceId, this.#key()), this.#origin());
    }

    #tell(name: string, data: object): void {
      const type = `blunari:${name}`;
      const detail = { type, widgetKey: this.#key(), instanceId: this.#instanceId, data };
      this.dispatchEvent(new CustomEvent(type, { bubbles: true, composed: true, detail }));
    }

    #key(): string {
      return keyOf(this, this.#frame);
    }

    #origin(): string {
      return this.#frame?.src ? new URL(this.#frame.src).origin : scriptOrigin;
    }
  }

  customElements.define('blunari-widget', BlunariWidget);
}

function fillWith(element: HTMLElement, frame: HTMLIFrameElement): void {
  element.style.display = 'block';
  frame.style.border = '0';
  frame.style.display = 'block';
  frame.style.width = '100%';
}

/** JSX keeps the name `key` for itself, plain HTML may use it. */
function keyOf(element: HTMLElement, frame: HTMLIFrameElement | null): string {
  const named = element.getAttribute('widget-key') ?? element.getAttribute('key');
  return named ?? /\/w\/([^/?#]+)/.exec(frame?.src ?? '')?.[1] ?? '';
}

function askForKey(): void {
  // oxlint-disable-next-line no-console -- the only way to tell the page's author
  console.warn('[blunari] <blunari-widget> needs a widget-key, such as widget-key="wk_...".');
}
