import { renderHost } from '../../inventory/render-host.ts';
import { failure } from '../../kernel/failure.ts';
import { ok } from '../../kernel/result.ts';
import { cleanDeep } from '../../output/clean.ts';
import type { CommonOptions } from '../common-options.ts';
import { exitCodes } from '../exit-code.ts';
import { reportFailure, writeJson } from '../report.ts';
import { withRuns } from '../runs-view/open-runs.ts';
import type { Terminal } from '../terminal.ts';

/** `inventory host ADDRESS`: all that is known of one host, and by which run. Returns the exit code. */
export const showHost = (terminal: Terminal, common: CommonOptions, address: string): Promise<number> =>
  withRuns(terminal, common, async (store) => {
    const found = store === null ? ok(null) : await store.knownHosts({ network: address });
    if (!found.ok) return await reportFailure(terminal, common, found.error);
    const [host] = found.value?.hosts ?? [];
    if (host === undefined) {
      const next = ['`bailiwick inventory hosts` lists those that answered once.'];
      return await reportFailure(
        terminal,
        common,
        failure('input.invalid', `No run that is kept saw ${address} answer.`, { field: 'address', next }),
      );
    }
    if (common.json) await writeJson(terminal, 'inventory-host', { host: cleanDeep(host) });
    else await terminal.write(`${renderHost(host).join('\n')}\n`);
    return exitCodes.ok;
  });
