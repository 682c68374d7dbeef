/** Puts text between the markers `<!-- NAME -->` and `<!-- /NAME -->` of a document. Markers that are missing are a bug. */
export function withBlock(document: string, name: string, block: string): string {
  const [begin, end] = [`<!-- ${name} -->\n`, `<!-- /${name} -->`];
  const [from, to] = [document.indexOf(begin), document.indexOf(end)];
  if (from === -1 || to < from) throw new Error(`no block between ${begin.trim()} and ${end}`);
  return document.slice(0, from + begin.length) + block + document.slice(to);
}
