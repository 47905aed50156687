/** A message of server-sent events. */
export interface Message {
  readonly event: string;
  readonly data: string;
}

/** No message of the service is longer, so a longer one comes from another server. */
const maxMessageLength = 16 * 1024 * 1024;

/** Splits a response into messages, which the network may have cut at any byte. Comments are dropped. */
export async function* readMessages(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Message> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of chunks) {
    rest += decoder.decode(chunk, { stream: true });
    const blocks = rest.split(/\r\n\r\n|\n\n|\r\r/);
    rest = blocks.pop() ?? '';
    if (rest.length > maxMessageLength)
      throw new Error('A message of the event stream has no end.');
    for (const block of blocks) {
      const message = readMessage(block);
      if (message) yield message;
    }
  }
}

function readMessage(block: string): Message | undefined {
  let event = 'message';
  const data: string[] = [];
  for (const line of block.split(/\r\n|\n|\r/)) {
    // `data: {…}` has the name `data`. A comment begins with a colon, so it has an empty name.
    const [, name = '', value = ''] = /^([^:]*):? ?(.*)$/.exec(line) ?? [];
    if (name === 'event') event = value;
    else if (name === 'data') data.push(value);
  }
  // A block of comments, such as a keep-alive, is no message. A block with a name is one, even without data.
  return event === 'message' && data.length === 0 ? undefined : { event, data: data.join('\n') };
}
