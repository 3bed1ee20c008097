import { expect, it } from 'vitest';
import { embedSnippet } from './embed-snippet.ts';

it('frames the widget from its own origin, with a sandbox that lets a calendar file through', () => {
  const snippet = embedSnippet('http://127.0.0.1:8080/', { publicKey: 'wk_abcdefghij0123456789', type: 'booking' });
  expect(snippet).toContain('src="http://127.0.0.1:8080/w/wk_abcdefghij0123456789"');
  expect(snippet).toContain('widget-key="wk_abcdefghij0123456789"');
  expect(snippet).toContain('allow-popups-to-escape-sandbox allow-downloads');
});
