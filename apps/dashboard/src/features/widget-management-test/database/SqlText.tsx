import { classNames } from '@blunari/ui/class-names';
import { Fragment } from 'react';

/** The beginning of a script, with its comments, words and texts told apart. */
export function SqlText({ lines, moreCount }: { lines: readonly string[]; moreCount: number }) {
  return (
    <>
      <pre
        // It scrolls sideways, so the keyboard must reach it.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- see above
        tabIndex={0}
        aria-label="The beginning of the file"
        dir="ltr"
        className="m-0 overflow-x-auto rounded-lg bg-sunken px-3.5 py-3 font-mono text-12 leading-[18px] text-ink inset-ring inset-ring-line"
      >
        {lines.map((line, index) => (
          // The lines of a file never move.
          // oxlint-disable-next-line react/no-array-index-key -- see above
          <Fragment key={index}>
            {tokensOf(line).map(({ text, at, kind }) => (
              <span key={at} className={classNames(COLOURS[kind])}>
                {text}
              </span>
            ))}
            {'\n'}
          </Fragment>
        ))}
      </pre>
      <p className="m-0 px-3.5 py-1.5 text-12 text-ink-3">{moreCount.toLocaleString('en')} more lines</p>
    </>
  );
}

type Kind = 'comment' | 'word' | 'text' | 'plain';

const COLOURS = {
  comment: 'text-ink-3',
  word: 'text-accent-ink',
  text: 'text-positive',
  plain: '',
} as const satisfies Record<Kind, string>;

const pattern =
  /(?<comment>--.*$)|(?<text>'(?:[^']|'')*')|(?<word>\b(?:as|begin|commit|create|default|declare|do|end|exists|from|if|not|null|primary key|references|replace|role|schema|select|table|unique|values|where|with)\b)/gi;

function tokensOf(line: string): readonly { readonly text: string; readonly at: number; readonly kind: Kind }[] {
  const tokens: { text: string; at: number; kind: Kind }[] = [];
  let at = 0;
  for (const match of line.matchAll(pattern)) {
    if (match.index > at) tokens.push({ text: line.slice(at, match.index), at, kind: 'plain' });
    const kind = match.groups?.['comment'] ? 'comment' : match.groups?.['text'] ? 'text' : 'word';
    tokens.push({ text: match[0], at: match.index, kind });
    at = match.index + match[0].length;
  }
  return at < line.length ? [...tokens, { text: line.slice(at), at, kind: 'plain' }] : tokens;
}
