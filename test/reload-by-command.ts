import { askControl } from '../src/cli/control/ask-control.ts';
import { chooseServer } from '../src/cli/control/choose-server.ts';
import { controlPaths, reloadAnswer, type ReloadAnswer } from '../src/http/control/control-protocol.ts';

type Reload = () => Promise<ReloadAnswer>;

/** Finds a server by its process number, and gives the way to have it reload as `bailiwick reload` does. */
export async function reloadsOf(env: Readonly<Record<string, string>>, pid: number): Promise<Reload> {
  const server = await chooseServer({ env }, pid);
  if (!server.ok) throw new Error(server.error.message);
  const { path } = server.value;
  return async () => {
    const answered = await askControl(path, controlPaths.reload, { by: 'a test' });
    return reloadAnswer.parse(answered.ok ? answered.value.body : answered);
  };
}
