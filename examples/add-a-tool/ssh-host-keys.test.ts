import { expect, test } from 'vitest';
import { planOf, readOutput, toolSuite } from '../../test/tool-suite.ts';
import { sshHostKeys } from './ssh-host-keys.ts';

const key = 'AAAAC3NzaC1lZDI1NTE5AAAAIKy0Fq3T6oZ8H1mUo0Yb2m7nH5Jw4Qd9cVxLkPzRtEuS';
const sample = `127.0.0.1 ssh-ed25519 ${key}\n127.0.0.1 ecdsa-sha2-nistp256 ${key}\n`;

toolSuite(sshHostKeys, [sample]);

test('the command line is what it should be', () => {
  const plan = planOf(sshHostKeys, { target: 'db.lab.internal', port: 2222 });
  expect(plan.ok && plan.value.argv.join(' ')).toBe('-T 5 -p 2222 -- 10.0.0.5');
});

test('keys are read, and silence is no key', () => {
  expect(readOutput(sshHostKeys, sample)).toMatchObject({
    value: { summary: '2 host keys.', result: { keys: [{ type: 'ssh-ed25519', key }, {}] } },
  });
  expect(readOutput(sshHostKeys, '', 1)).toMatchObject({ ok: true, value: { result: { keys: [] } } });
});
