// @vitest-environment jsdom
import { Profiler } from 'react';
import { renderToString } from 'react-dom/server';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { setUpTopic, topic } from '../testing/follow-topic.ts';
import { mountPage } from '../testing/mount.tsx';
import { RealtimeProvider } from './provider.tsx';
import { usePresence } from './use-presence.ts';

function readName(note: unknown): string | null {
  return typeof note === 'object' && note !== null && 'name' in note && typeof note.name === 'string'
    ? note.name
    : null;
}

/** With a new note and a new reader in each render, as components write them. */
function People({ name, on = topic }: { readonly name: string | null; readonly on?: string | null }) {
  const people = usePresence(on, name === null ? null : { name }, (note) => readName(note));
  return <p>{people === null ? 'unknown' : people.join(', ')}</p>;
}

describe('usePresence', () => {
  let line: ReturnType<typeof setUpTopic>;
  let page: ReturnType<typeof mountPage>;

  beforeEach(() => {
    vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
    line = setUpTopic();
    page = mountPage(line.realtime, line.environment);
  });
  afterEach(() => page.unmount());

  it('shows who is here, this page included, once that is known', async () => {
    await page.render(<People name="Giulia" />);
    expect(page.element.textContent).toBe('unknown');
    await page.advance(100);
    expect(page.element.textContent).toBe('Giulia');
    line
      .createPeer()
      .attend(topic, () => {})
      .say({ name: 'Tom' });
    await page.advance(100);
    expect(page.element.textContent).toBe('Giulia, Tom');
    await page.render(<People name="Giulia B." />);
    await page.advance(100);
    expect(page.element.textContent).toBe('Giulia B., Tom');
  });

  it('leaves out what it does not understand', async () => {
    await page.render(<People name="Giulia" />);
    line
      .createPeer()
      .attend(topic, () => {})
      .say({ title: 'Dr.' });
    await page.advance(100);
    expect(page.element.textContent).toBe('Giulia');
  });

  it('tells others once under StrictMode and through new renders, and that it left when unmounted', async () => {
    const seen: unknown[] = [];
    line.createPeer().attend(topic, (people) => seen.push(people));
    await page.advance(100);
    for (let render = 0; render < 5; render++) await page.render(<People name="Giulia" />);
    await page.advance(100);
    await page.render(null);
    await page.advance(5_000);
    expect(seen.slice(1)).toEqual([[{ name: 'Giulia' }], []]);
    expect(line.calls.filter((call) => call.startsWith('join'))).toHaveLength(1);
  });

  it('does not render again when the same people are told again, as after a reconnect of somebody else', async () => {
    let renders = 0;
    await page.render(
      <Profiler id="people" onRender={() => (renders += 1)}>
        <People name="Giulia" />
      </Profiler>,
    );
    await page.advance(100);
    const before = renders;
    line.server.tellPresence(topic);
    await page.advance(60_000);
    expect(renders).toBe(before);
  });

  it('does not know while the line is down', async () => {
    await page.render(<People name="Giulia" />);
    await page.advance(100);
    line.server.faults.connections = 'refuse';
    line.server.dropConnections();
    await page.advance(100);
    expect(page.element.textContent).toBe('unknown');
  });

  it('attends no topic for null, and nothing on a server', async () => {
    await page.render(<People name="Giulia" on={null} />);
    await page.advance(100);
    expect(page.element.textContent).toBe('unknown');
    expect(line.calls).toEqual([]);
    const html = renderToString(
      <RealtimeProvider realtime={line.realtime}>
        <People name="Giulia" />
      </RealtimeProvider>,
    );
    expect(html).toBe('<p>unknown</p>');
  });
});
