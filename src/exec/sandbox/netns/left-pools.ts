import { err, ok, type Result } from '../../../kernel/result.ts';
import { listScript } from './pool-scripts.ts';
import { complaintOf, type RunScript } from './run-script.ts';

/** The tables of pools whose server is gone; the next pool that opens removes them. The error is a clause. */
export async function leftPools(run: RunScript): Promise<Result<readonly string[], string>> {
  const listed = await run(listScript, []);
  return listed.code === 0 ? ok(listed.stdout.split('\n').filter(Boolean)) : err(complaintOf(listed));
}
