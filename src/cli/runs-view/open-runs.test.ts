import { join } from 'node:path';
import { expect, test } from 'vitest';
import { processName } from '../../host/process-name.ts';
import { folder, tail } from '../../store/fixtures/lab.ts';
import { decisionFor, runIdOf } from '../../store/fixtures/records.ts';
import { openStore } from '../../store/open-store.ts';
import { runCommandLine } from '../main.ts';

test('what a killed server had under way is interrupted once somebody looks, and no live server’s', async () => {
  using where = folder();
  const file = join(where.path, 'bailiwick', 'audit.db');
  const live = processName();
  // The same number, but of a process that was started at another time.
  const owners = [live.replace(/\d+$/, '1'), live];
  for (const [index, owner] of owners.entries()) {
    const opened = await openStore({ path: file, owner }, { wallMs: Date.now });
    if (!opened.ok) throw new Error(opened.error.message);
    await opened.value.decision(decisionFor(runIdOf(index)));
    await opened.value.close();
  }
  let written = '';
  const code = await runCommandLine(
    {
      input: (async function* () {})(),
      inputIsTty: false,
      write: async (data) => void (written += String(data)),
      writeIsTty: false,
      tell: () => undefined,
      tellIsTty: false,
      columns: 100,
      env: { HOME: where.path, XDG_STATE_HOME: where.path },
    },
    ['runs', 'list'],
  );
  expect(code).toBe(0);
  expect(written).toMatch(new RegExp(`^${runIdOf(0)} .* interrupted `, 'm'));
  expect(written).toMatch(new RegExp(`^${runIdOf(1)} .* running `, 'm'));
  expect(await tail({ ...where, file }, 1)).toMatchObject([{ kind: 'outcome', runId: runIdOf(0) }]);
});
