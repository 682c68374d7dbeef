/** Which lines of a stream are read, and by what. */
export interface LineRules {
  /** The characters, of ASCII, that a line can begin with; blanks before them do not count. */
  readonly begin: string;
  /** Bytes; a longer line is passed over. */
  readonly longest: number;
  /** Takes a line without the blanks around it; false where it says nothing that the program says. */
  readonly take: (line: string) => boolean;
}

/** Lines out of bytes in pieces of any size, in bounded memory and in time that grows with the bytes alone. */
export interface LineStream {
  readonly write: (chunk: Uint8Array) => void;
  /** Takes the last line, though nothing ends it, and says whether all that was written was blank. */
  readonly end: () => { readonly blank: boolean };
}

/**
 * Cuts a stream into lines. A line that begins otherwise is passed over byte by byte: 50 MB of line feeds are 50 million lines, and
 * to make a text of each and to parse it took more than a minute. After too many lines that say nothing, no more are read.
 */
export function createLineStream({ begin, longest, take }: LineRules): LineStream {
  const begins = new Uint8Array(256);
  for (const character of begin) begins[character.charCodeAt(0)] = 1;
  const kept = new Uint8Array(longest);
  let length = 0;
  let place: 'before' | 'inside' | 'beside' = 'before';
  let blank = true;
  let strange = 0;

  const keep = (bytes: Uint8Array): boolean => {
    if (length + bytes.length > longest) return false;
    kept.set(bytes, length);
    length += bytes.length;
    return true;
  };
  const finish = (last: Uint8Array): void => {
    const whole = keep(last);
    if (!whole || !take(utf8.decode(kept.subarray(0, length)).trimEnd())) strange += 1;
    length = 0;
  };

  return {
    write: (chunk) => {
      if (strange > mostStrange) return;
      let from = 0;
      for (let at = 0; at < chunk.length; at += 1) {
        const byte = chunk[at] ?? 0;
        if (byte === lineFeed) {
          if (place === 'inside') finish(chunk.subarray(from, at));
          place = 'before';
          if (strange > mostStrange) return;
        } else if (place === 'before' && !isBlank(byte)) {
          blank = false;
          place = begins[byte] === 1 ? 'inside' : 'beside';
          from = at;
        }
      }
      if (place !== 'inside' || keep(chunk.subarray(from))) return;
      place = 'beside';
      length = 0;
    },
    end: () => {
      if (place === 'inside') finish(new Uint8Array());
      place = 'before';
      return { blank };
    },
  };
}

/** Honest programs print a handful at most; each costs up to some microseconds. */
const mostStrange = 20_000;

const lineFeed = 10;
const isBlank = (byte: number): boolean => byte === 32 || (byte >= 9 && byte <= 13);
const utf8 = new TextDecoder();
