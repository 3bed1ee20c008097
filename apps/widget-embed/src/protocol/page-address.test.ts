import { describe, expect, it } from 'vitest';
import { pageAddress } from './page-address.ts';

describe('pageAddress', () => {
  it('keeps the path and the campaign, and nothing else of the query', () => {
    expect(pageAddress('https://lucia.example/prenota?utm_source=google&token=secret&src=maps#book')).toBe(
      'https://lucia.example/prenota?utm_source=google&src=maps',
    );
  });

  it('names an app that led to the page, and nobody where nobody did', () => {
    expect(pageAddress('android-app://com.instagram.android/')).toBe('android-app://com.instagram.android/');
    expect(pageAddress('')).toBe('');
  });
});
