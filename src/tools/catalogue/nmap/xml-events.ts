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
    for (let at = 0; at < text.length && !faulty; at += sliceLength) {
      const slice = text.slice(at, at + sliceLength);
      silence += slice.length;
      parser.write(slice);
      if (silence > longestSilence) faulty = true;
    }
  };
  return {
    write: (chunk) => {
      if (!faulty) feed(utf8.decode(chunk, { stream: true }));
    },
    end: () => {
      if (!faulty) feed(utf8.decode());
      if (!faulty) parser.close();
      return !faulty;
    },
  };
}

/** Small enough for the silence to be noticed in time, large enough to cost nothing. */
const sliceLength = 64 * 1024;
