import { SaxesParser } from 'saxes';

/** An element's attributes; nothing else of it is kept. */
export type Attributes = Readonly<Record<string, string>>;

/** What a document says, in order. */
export interface XmlListener {
  readonly open: (name: string, attributes: Attributes) => void;
  readonly close: (name: string) => void;
  readonly text: (text: string) => void;
}

/** Takes the bytes of a document as they come. */
export interface XmlEvents {
  readonly write: (chunk: Uint8Array) => void;
  /** True where the document was well formed to its end. */
  readonly end: () => boolean;
}

/** Elements inside elements; nmap's own documents need eight. */
const deepest = 32;
/** Attributes of one element; nmap's own have up to fifteen. */
const mostAttributes = 64;
/** Characters without any event: one endless attribute would be collected in memory. */
const longestSilence = 1024 * 1024;

/**
 * Reads XML while it arrives: strictly, without entities of its own, in bounded memory. At the first fault it stops
 * listening, and what was heard until then stands; it never throws.
 */
export function createXmlEvents(listener: XmlListener): XmlEvents {
  const parser = new SaxesParser();
  const utf8 = new TextDecoder();
  let depth = 0;
  let silence = 0;
  let attributesRead = 0;
  let faulty = false;
  parser.on('error', () => {
    faulty = true;
  });
  parser.on('attribute', () => {
    attributesRead += 1;
    if (attributesRead > mostAttributes) faulty = true;
  });
  parser.on('opentag', ({ name, attributes }) => {
    silence = 0;
    attributesRead = 0;
    depth += 1;
    if (depth > deepest) faulty = true;
    if (!faulty) listener.open(name, attributes);
  });
  parser.on('closetag', ({ name }) => {
    silence = 0;
    depth -= 1;
    if (!faulty) listener.close(name);
  });
  const hear = (text: string): void => {
    silence = 0;
    if (!faulty) listener.text(text);
  };
  parser.on('text', hear);
  parser.on('cdata', hear);
  const feed = (text: string): void => {
    if (faulty) return;
    silence += text.length;
    parser.write(text);
    if (silence > longestSilence) faulty = true;
  };
  return {
    write: (chunk) => {
      if (faulty) return;
      for (let at = 0; at < chunk.length; at += pieceBytes) {
        feed(utf8.decode(chunk.subarray(at, at + pieceBytes), { stream: true }));
      }
    },
    end: () => {
      feed(utf8.decode());
      if (!faulty) parser.close();
      return !faulty;
    },
  };
}

/**
 * Every text that is cut out of a piece holds all of it: of pieces as long as a chunk, half a document ended in the old
 * generation. Small enough for that, large enough to cost nothing.
 */
const pieceBytes = 8 * 1024;
