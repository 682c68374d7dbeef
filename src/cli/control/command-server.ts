import type * as z from 'zod';
import { controlRefusal } from '../../http/control/control-protocol.ts';
import { failure } from '../../kernel/failure.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import type { Terminal } from '../terminal.ts';
import { askControl } from './ask-control.ts';
import { chooseServer } from './choose-server.ts';

/** Asks the server that is meant, and reads its answer; a failure says which server it was, and why not. */
export async function commandServer<Answer extends z.ZodType>(
  terminal: Pick<Terminal, 'env'>,
  pid: number | undefined,
  path: string,
  answer: Answer,
  body?: object,
): Promise<Result<z.output<Answer>>> {
  const server = await chooseServer(terminal, pid);
  if (!server.ok) return server;
  const asked = await askControl(server.value.path, path, body);
  const who = `The server ${server.value.pid}`;
  if (!asked.ok) return err(failure('internal', `${who} did not answer: ${asked.error}.`));
  const read = answer.safeParse(asked.value.body);
  if (read.success) return ok(read.data);
  const refusal = controlRefusal.safeParse(asked.value.body);
  const why = refusal.success ? refusal.data.error : 'its answer cannot be read: is it another version?';
  return err(failure('input.invalid', `${who} refused: ${why}.`));
}
