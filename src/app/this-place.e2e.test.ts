import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { canUnshare, onOwnNetwork } from '../../test/own-network.ts';

const from = (path: string): string => JSON.stringify(new URL(path, import.meta.url).href);

/** Judges a call, gives its target to the machine as an address, and judges it again: at once as what starts, then as any call. */
const script = `
  import { execFileSync } from 'node:child_process';
  import { setTimeout as sleep } from 'node:timers/promises';
  import { loadConfig } from ${from('../config/load.ts')};
  import { catalogue } from ${from('../tools/catalogue.ts')};
  import { createPlanner } from ${from('planner.ts')};
  import { thisPlace } from ${from('this-place.ts')};
  const { config, placeOf } = loadConfig({ env: {}, flags: [] }).value;
  const { plan, policy } = createPlanner(config, placeOf, catalogue, thisPlace(config, null)).value;
  const decide = () => {
    const planned = plan('ping', { target: '10.77.8.9' }, () => null);
    return planned.ok ? 'allowed' : planned.error.rule.text;
  };
  const before = decide();
  execFileSync('ip', ['addr', 'add', '10.77.8.9/32', 'dev', 'lo']);
  const denied = policy('now').value.scope.deny.addresses.map(({ text }) => text);
  await sleep(1050);
  process.stdout.write(JSON.stringify({ before, denied, after: decide() }));
`;

test.skipIf(!canUnshare())(
  'an address that the machine gains while bailiwick runs is denied without a restart',
  () => {
    const folder = mkdtempSync(join(tmpdir(), 'bailiwick-place-'));
    try {
      const words = [process.execPath, '--input-type=module', '-e', script];
      const rule = 'scope.allow_own_addresses = false (10.77.8.9, an address of this machine)';
      expect(JSON.parse(onOwnNetwork({ folder, hosts: [] }, words))).toEqual({
        before: 'allowed',
        denied: [rule],
        after: rule,
      });
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
);
