import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { decisionFor, outcomeFor, runIdOf } from '../../store/fixtures/records.ts';
import { openStore } from '../../store/open-store.ts';
import { runCommandLine } from '../main.ts';
import type { Terminal } from '../terminal.ts';

const said = 'open\u001B[2J\u202Edoor\r\n';

/** Runs a command in a home where one run is remembered; what is written comes back as it was handed over. */
async function runsOutput(screen: boolean, ...words: readonly string[]) {
  const home = mkdtempSync(join(tmpdir(), 'bailiwick-runs-'));
  const path = join(home, 'bailiwick', 'audit.db');
  const opened = await openStore({ path, owner: 'a test' }, { wallMs: Date.now });
  if (!opened.ok) throw new Error(opened.error.message);
  await opened.value.decision(decisionFor(runIdOf(1)));
  await opened.value.outcome(outcomeFor(runIdOf(1), said));
  await opened.value.close();
  const written: (string | Uint8Array)[] = [];
  let told = '';
  const terminal: Terminal = {
    input: (async function* () {})(),
    inputIsTty: screen,
    write: async (data) => void written.push(data),
    writeIsTty: screen,
    tell: (text) => {
      told += text;
    },
    tellIsTty: false,
    columns: 100,
    env: { HOME: home, XDG_STATE_HOME: home },
  };
  const code = await runCommandLine(terminal, ['runs', 'output', 'last', ...words]);
  rmSync(home, { recursive: true });
  return { code, written, told };
}

test('whoever takes an output further gets its bytes; a screen gets what it would obey made visible, and is told', async () => {
  expect(await runsOutput(false)).toEqual({ code: 0, written: [Buffer.from(said)], told: '' });
  expect(await runsOutput(true)).toEqual({
    code: 0,
    written: [String.raw`open\x1b[2J\u{202e}door\x0d` + '\n'],
    told: 'control characters are made visible; redirect the output for its bytes\n',
  });
});

test('rows are for a screen as for a file', async () => {
  const screen = await runsOutput(true, '--format', 'csv');
  expect(screen).toEqual(await runsOutput(false, '--format', 'csv'));
  expect(screen).toMatchObject({ code: 0, written: [expect.stringMatching(/^list,answers\r\n/)], told: '' });
});
