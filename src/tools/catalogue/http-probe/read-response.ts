/** An HTTP response as curl prints it with `-i`, and what curl says itself in its last line. */
export interface Response {
  readonly head: Head | null;
  readonly body: string;
  readonly report: Report | null;
}

/** The status line and the headers of the final response; informational ones before it are passed over. */
export interface Head {
  readonly version: string;
  readonly status: number;
  readonly headers: readonly Header[];
  /** Headers that were more than are kept. */
  readonly omitted: number;
}

export interface Header {
  readonly name: string;
  readonly value: string;
}

/** The last line, which `--write-out` adds. */
export interface Report {
  readonly url: string;
  readonly address: string | null;
  /** OpenSSL's verdict on the certificate; 0 where it holds, and where there is none. */
  readonly verify: number;
  readonly bytes: number;
}

/** Reads what curl printed, in one pass; it takes any text. */
export function readResponse(stdout: string): Response {
  const { text, report } = cutReport(stdout);
  let at = 0;
  let head: Head | null = null;
  for (let block = 0; block < mostBlocks; block += 1) {
    const read = readHead(text, at);
    if (read === null) break;
    ({ head, at } = read);
    // 101 is final: what follows is another protocol.
    if (head.status >= 200 || head.status === 101) break;
  }
  return { head, body: head === null ? '' : text.slice(at), report };
}

/** The first header of that name, in lower case; null where there is none. */
export const headerOf = (head: Head | null, name: string): string | null =>
  head?.headers.find((header) => header.name.toLowerCase() === name)?.value ?? null;

/** Informational responses and the final one. */
const mostBlocks = 8;
const mostHeaders = 100;
/** As long as the longest web address, so that a Location is whole. */
const longestValue = 2049;

function readHead(text: string, from: number): { readonly head: Head; readonly at: number } | null {
  const first = lineAt(text, from);
  const [, version, code] =
    /^HTTP\/([0-9](?:\.[0-9])?) ([0-9]{3})(?: |$)/.exec(first.line.slice(0, 200)) ?? [];
  if (version === undefined || code === undefined) return null;
  const headers: Header[] = [];
  let omitted = 0;
  let { next } = first;
  while (next < text.length) {
    const found = lineAt(text, next);
    ({ next } = found);
    if (found.line === '') break;
    const colon = found.line.indexOf(':');
    if (colon <= 0) continue;
    const name = found.line.slice(0, Math.min(colon, 200)).trim();
    const value = found.line.slice(colon + 1, colon + 1 + 2 * longestValue).trim();
    if (headers.length < mostHeaders) headers.push({ name, value: value.slice(0, longestValue) });
    else omitted += 1;
  }
  return { head: { version, status: Number(code), headers, omitted }, at: next };
}

function lineAt(text: string, from: number): { readonly line: string; readonly next: number } {
  const end = text.indexOf('\n', from);
  const to = end === -1 ? text.length : end;
  return { line: text.slice(from, to).replace(/\r$/, ''), next: to + 1 };
}

function cutReport(stdout: string): { readonly text: string; readonly report: Report | null } {
  const at = stdout.lastIndexOf('\nbailiwick|');
  const line = at === -1 ? '' : stdout.slice(at + 1, at + 3000);
  const [, url, address, verify, bytes] =
    /^bailiwick\|([^|\n]{1,2100})\|([0-9A-Fa-f.:]{0,45})\|(\d{1,5})\|(\d{1,15})\n$/.exec(line) ?? [];
  if (url === undefined) return { text: stdout, report: null };
  return {
    text: stdout.slice(0, at),
    report: {
      url,
      address: address === '' || address === undefined ? null : address,
      verify: Number(verify),
      bytes: Number(bytes),
    },
  };
}
