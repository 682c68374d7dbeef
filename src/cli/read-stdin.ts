import { failure } from '../kernel/failure.ts';
import { err, ok, type Result } from '../kernel/result.ts';

/** Reads all of stdin as text, one megabyte at most; `what` is what it should hold, in the plural. */
export async function readStdin(input: AsyncIterable<Uint8Array>, what: string): Promise<Result<string>> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of input) {
    size += chunk.length;
    if (size > mostBytes)
      return err(failure('input.invalid', `The ${what} are longer than ${mostBytes} bytes.`));
    chunks.push(chunk);
  }
  return ok(new TextDecoder().decode(Buffer.concat(chunks)));
}

const mostBytes = 1024 * 1024;
