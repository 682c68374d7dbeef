import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { ok } from '../src/kernel/result.ts';
import { sampleScope } from '../src/scope/fixtures/sample-scope.ts';
import { gobuster } from '../src/tools/catalogue/gobuster.ts';
import { httpProbe } from '../src/tools/catalogue/http-probe.ts';
import { samplePolicy } from '../src/tools/fixtures/sample-policy.ts';
import type { Policy, Tool } from '../src/tools/tool.ts';
import { pathOf } from './installed.ts';
import { canUnshare, onOwnNetwork } from './own-network.ts';

// A network where no name server answers and no hosts file knows the name: a program that looked it up would say so.
const folder = mkdtempSync(join(tmpdir(), 'bailiwick-pinned-'));
const words = join(folder, 'words.txt');
writeFileSync(words, 'a\n');
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const policy: Policy = {
  ...samplePolicy,
  scope: sampleScope({ allow: ['loopback', '*.lab.internal'], allowLoopback: true }),
  findFile: (_, name) => ok({ name, path: words, bytes: 2, lines: 1, endsNames: false }),
};

describe.skipIf(!canUnshare())('a name that was pinned is not looked up again', () => {
  test.skipIf(pathOf('curl') === null).each(['127.0.0.1', '::1'])('by curl, at %s', (address) => {
    const said = run(httpProbe, { target: 'http://www.lab.internal:1/' }, address);
    // 7 is a refused connection; 6 would be a name without an address.
    expect(said).toContain('exit 7');
  });

  test.skipIf(pathOf('gobuster') === null).each(['dir', 'vhost'])('by gobuster, mode %s', (mode) => {
    const input = { target: 'http://www.lab.internal:1/', wordlist: 'words.txt', mode };
    expect(run(gobuster, input, '127.0.0.1')).toContain('dial tcp 127.0.0.1:1: connect: connection refused');
  });
});

/** What a call's own command line prints on that network, with its exit code. */
function run(tool: Tool, input: Readonly<Record<string, unknown>>, address: string): string {
  const draft = tool.draft(input, policy);
  const plan = draft.ok ? draft.value.plan(new Map([['www.lab.internal', [address]]])) : draft;
  if (!plan.ok) throw new Error(plan.error.message);
  const program = pathOf(plan.value.program.name) ?? '';
  const shell = ['sh', '-c', '"$@" 2>&1; echo "exit $?"', 'sh'];
  return onOwnNetwork({ folder, hosts: [] }, [...shell, program, ...plan.value.argv]);
}
