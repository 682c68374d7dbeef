import { Writable } from 'node:stream';

/**
 * Takes stdout for a protocol: what is written to the stream that it returns goes there, and what anything else in this
 * process prints, such as a `console.log` of a dependency, goes to stderr from now on. One stray line would end the session.
 */
export function takeStdout(): Writable {
  const { stdout, stderr } = process;
  const write = stdout.write.bind(stdout);
  stdout.write = stderr.write.bind(stderr);
  return new Writable({
    decodeStrings: false,
    write: (chunk: Uint8Array | string, encoding, done) => {
      if (typeof chunk === 'string') write(chunk, encoding, done);
      else write(chunk, done);
    },
  });
}
