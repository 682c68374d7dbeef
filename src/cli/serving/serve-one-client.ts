import { serveStdio } from '../../mcp/serve-stdio.ts';
import { exitCodes } from '../exit-code.ts';
import type { Serving } from './serving.ts';
import { takeStdout } from './take-stdout.ts';

/** Serves the client at the other end of stdin and stdout; its going away is the usual end. Returns the exit code. */
export async function serveOneClient({ app, stopped }: Serving): Promise<number> {
  const connection = serveStdio(app, process.stdin, takeStdout());
  // Nobody is left to read what would still come.
  void connection.ended.then(app.hurry);
  await Promise.race([connection.ended, stopped]);
  await app.drain();
  await connection.close();
  // Input that nobody reads any more would keep the process alive for as long as the client keeps its end open.
  process.stdin.destroy();
  return exitCodes.ok;
}
