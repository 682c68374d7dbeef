import { ProtocolErrorCode, readRequestBody } from '@modelcontextprotocol/server';
import { err, ok, type Result } from '../kernel/result.ts';
import { problem } from './problem.ts';
import { rpcError } from './rpc-error.ts';

/** Reads a body of JSON once for everybody who asks about it, at most `maxBytes` of it; the error is the answer. */
export async function readJson(request: Request, maxBytes: number): Promise<Result<unknown, Response>> {
  try {
    const body = await readRequestBody(request, maxBytes);
    return body.tooLarge ? err(tooLong(maxBytes)) : ok(JSON.parse(body.text));
  } catch {
    return err(rpcError(400, ProtocolErrorCode.ParseError, 'Parse error: the body is not JSON.'));
  }
}

const tooLong = (maxBytes: number): Response =>
  problem(413, 'Content too large', `A body may have ${maxBytes} bytes, and this one is longer.`);
