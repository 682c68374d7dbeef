import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import { err, ok, type Result } from '../../kernel/result.ts';

/** What a server answered on its control socket. */
export interface ControlAnswer {
  readonly status: number;
  readonly body: unknown;
}

/** Asks a server at its control socket; what it sends is a JSON document. The error is a clause. */
export async function askControl(
  socketPath: string,
  path: string,
  body?: object,
  waitMs = longestWaitMs,
): Promise<Result<ControlAnswer, string>> {
  const signal = AbortSignal.timeout(waitMs);
  try {
    return ok(await ask({ socketPath, path, signal }, body));
  } catch (error) {
    if (signal.aborted) return err(`it gave no answer within ${waitMs / 1000} s`);
    return err(`it cannot be reached (${error instanceof Error ? error.message : String(error)})`);
  }
}

const ask = (
  where: { readonly socketPath: string; readonly path: string; readonly signal: AbortSignal },
  body: object | undefined,
): Promise<ControlAnswer> =>
  new Promise((resolve, reject) => {
    const sent = request({ ...where, method: body === undefined ? 'GET' : 'POST' });
    sent.once('error', reject);
    sent.once('response', (response) => {
      text(response)
        .then((answer) => resolve({ status: response.statusCode ?? 0, body: JSON.parse(answer) }))
        .catch(reject);
    });
    sent.setHeader('content-type', 'application/json');
    const data = body === undefined ? '' : JSON.stringify(body);
    sent.setHeader('content-length', Buffer.byteLength(data));
    sent.end(data);
  });

/** A reload may have a machine look at all its tools. */
const longestWaitMs = 30_000;
