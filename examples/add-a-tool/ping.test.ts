import { expect, test } from 'vitest';
import { planOf, readOutput, toolSuite } from '../../test/tool-suite.ts';
import { ping } from './ping.ts';

const sample =
  '--- 127.0.0.1 ping statistics ---\n3 packets transmitted, 2 received, 33% packet loss, time 2003ms\n';

toolSuite(ping, [sample]);

test('the command line is what it should be', () => {
  const plan = planOf(ping, { target: 'db.lab.internal', count: 2 });
  expect(plan.ok && plan.value.argv.join(' ')).toBe('-n -c 2 -- 10.0.0.5');
});

test('statistics are read, and their absence is a failure', () => {
  expect(readOutput(ping, sample)).toMatchObject({ ok: true, value: { result: { sent: 3, received: 2 } } });
  expect(readOutput(ping, 'ping: unknown')).toMatchObject({ ok: false, error: { code: 'tool.output' } });
});
