import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { planOf } from '../../../../test/plan-of.ts';
import type { Result } from '../../../kernel/result.ts';
import type { Finding } from '../../tool.ts';
import { nmap } from '../nmap.ts';

// Real nmap, as root, against hosts in a network namespace of its own.
const folder = new URL('../fixtures/raw-scans/', import.meta.url);
const scans = { syn: 'syn', udp: 'udp', ack: 'ack', ipv6: 'syn', os: 'syn' } as const;
const recorded = Object.entries(scans).map(([name, scan]) => ({
  name,
  scan,
  text: readFileSync(new URL(`${name}.xml`, folder), 'utf8'),
}));

test('every recorded scan is read here', () => {
  expect(readdirSync(folder).filter((file) => file.endsWith('.xml')).length).toBe(recorded.length);
});

test.each(recorded)('$name.xml is read as it is pinned', async ({ name, scan, text }) => {
  const found = read(scan, text);
  const golden = new URL(`${name}.xml.golden.json`, folder).pathname;
  await expect(`${JSON.stringify(found, null, 2)}\n`).toMatchFileSnapshot(golden);
});

test.each(recorded)('$name.xml can be cut at every kilobyte', ({ scan, text }) => {
  const schema = z.fromJSONSchema({ ...nmap.resultSchema });
  for (let at = 0; at < text.length; at += 1024) {
    const found = read(scan, text.slice(0, at));
    if (!found.ok) expect(found.error.code).toBe('tool.output');
    else expect(schema.safeParse(found.value.result).error).toBeUndefined();
  }
});

test('a report of another scan than the one that was asked for is no result: nothing is silently done in a weaker way', () => {
  const [syn] = recorded;
  const weaker = syn?.text.replace('type="syn"', 'type="connect"') ?? '';
  expect(read('syn', weaker)).toMatchObject({
    ok: false,
    error: {
      code: 'tool.output',
      message: 'nmap reports the scan type "connect" where "syn" was asked for.',
    },
  });
  expect(read('connect', weaker)).toMatchObject({ ok: true, value: { result: { scan: 'connect' } } });
  expect(read('connect', weaker.replace('type="connect"', 'type="bounce"'))).toMatchObject({ ok: false });
});

test('a UDP port that says nothing is not called open', () => {
  const udp = recorded.find(({ name }) => name === 'udp');
  const found = read('udp', udp?.text ?? '');
  expect(found).toMatchObject({
    ok: true,
    value: { result: { totals: { open: 1, undecided: 1, closed: 1 } } },
  });
  expect(found.ok && found.value.summary).toMatch(/1 port gave no answer: open or filtered\.$/);
});

function read(scan: string, text: string): Result<Finding> {
  const plan = planOf(nmap, { target: '10.0.0.5', scan });
  if (!plan.ok) throw new Error(plan.error.message);
  const reader = nmap.read(plan.value);
  reader.write(new TextEncoder().encode(text));
  return reader.end({ stdout: '', stderr: '', truncatedStdout: false, returncode: 0, complete: true });
}
