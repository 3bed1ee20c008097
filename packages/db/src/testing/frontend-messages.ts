/** One message of a client to Postgres; `login` stands for all before the first statement. */
export interface FrontendMessage {
  readonly kind:
    'login' | 'Query' | 'Parse' | 'Bind' | 'Describe' | 'Execute' | 'Close' | 'Sync' | 'Flush' | 'Terminate';
  /** SQL of Query and Parse, else empty. */
  readonly text: string;
  /** Of the prepared statement that Parse and Bind speak of; unnamed ones are empty. */
  readonly statementName: string;
}

/** By the byte that a message begins with: https://www.postgresql.org/docs/17/protocol-message-formats.html */
const kinds: ReadonlyMap<string, FrontendMessage['kind']> = new Map([
  ['Q', 'Query'],
  ['P', 'Parse'],
  ['B', 'Bind'],
  ['D', 'Describe'],
  ['E', 'Execute'],
  ['C', 'Close'],
  ['S', 'Sync'],
  ['H', 'Flush'],
  ['X', 'Terminate'],
  ['p', 'login'],
]);

/** Cuts one connection's stream of bytes into messages, however it arrives. */
export function readMessages(): (chunk: Buffer) => FrontendMessage[] {
  let rest: Buffer = Buffer.alloc(0);
  // The very first message has no kind.
  let kindLength = 0;
  return (chunk) => {
    rest = Buffer.concat([rest, chunk]);
    const messages: FrontendMessage[] = [];
    while (rest.length >= kindLength + 4) {
      const end = kindLength + rest.readUInt32BE(kindLength);
      if (rest.length < end) break;
      const kind = kindLength === 0 ? 'p' : rest.toString('latin1', 0, 1);
      messages.push(decode(kind, rest.subarray(kindLength + 4, end)));
      rest = rest.subarray(end);
      kindLength = 1;
    }
    return messages;
  };
}

function decode(letter: string, body: Buffer): FrontendMessage {
  const kind = kinds.get(letter);
  if (!kind) throw new Error(`A client sent a message of the unknown kind ${letter}.`);
  const [first = '', second = ''] = kind === 'login' ? [] : body.toString('utf8').split('\0');
  if (kind === 'Query') return { kind, text: first, statementName: '' };
  if (kind === 'Parse') return { kind, text: second, statementName: first };
  // Bind names its portal first.
  return { kind, text: '', statementName: kind === 'Bind' ? second : '' };
}
