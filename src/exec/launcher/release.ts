/**
 * Gives the memory of a chunk back at once, after which the chunk is empty. Left to Node, 64 MiB of chunks that were read
 * and passed on long ago can lie about before they are collected, whatever the server promises to stay within.
 */
export function release(chunk: Buffer): void {
  const { buffer } = chunk;
  // One that shares its memory, as pieces of Node's pool do, is left to the collector.
  if (buffer instanceof ArrayBuffer && buffer.byteLength === chunk.byteLength) buffer.transfer(0);
}
