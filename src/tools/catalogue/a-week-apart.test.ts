import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { planOf, policy } from '../../../test/plan-of.ts';
import type { Change, Comparison } from '../../inventory/change.ts';
import { diffJson } from '../../inventory/diff-json.ts';
import { diff } from '../../inventory/diff.ts';
import { merge } from '../../inventory/merge.ts';
import { renderDiff } from '../../inventory/render-diff.ts';
import type { Sighting } from '../../inventory/sighting.ts';
import type { Tool } from '../tool.ts';
import { nmap } from './nmap.ts';
import { sslscan } from './sslscan.ts';

// Real nmap and sslscan against hosts in a network namespace, before and after every kind of change: nmap -sV with ssl-cert.
const folder = new URL('./fixtures/a-week-apart/', import.meta.url);
const week = 7 * 24 * 60 * 60 * 1000;
const monday = Date.parse('2026-11-23T09:16:14Z');

const scan = {
  target: '10.77.9.8/29',
  ports: '20-25,80,443,3306,3389,8080,8443,9443',
  service_detection: true,
  scripts: ['ssl-cert'],
};
const check = { target: '10.77.9.10', sni: 'web.lab.internal', extra_args: '--show-certificate' };

test('two real scans with every kind of change are compared as it is pinned', async () => {
  const found = compared(nmap, scan);
  expect(new Set(found.changes.map(({ kind }) => kind))).toEqual(
    new Set(['host', 'port', 'ports', 'service', 'certificate', 'expiry']),
  );
  await expect(`${JSON.stringify(diffJson(found), null, 1)}\n`).toMatchFileSnapshot(pinned('diff.json'));
  await expect(`${renderDiff(found, 'text')}\n`).toMatchFileSnapshot(pinned('diff.txt'));
  await expect(`${renderDiff(found, 'markdown')}\n`).toMatchFileSnapshot(pinned('diff.md'));
});

test('the way back tells the same changes with both ends exchanged', () => {
  const there = compared(nmap, scan);
  const back = diff(seen(nmap, scan, 'after'), seen(nmap, scan, 'before'));
  expect(back.changes.map((one) => [one.address, one.kind, one.from])).toEqual(
    there.changes.map((one) => [one.address, one.kind, one.to]),
  );
});

test.each(['before', 'after'] as const)('the scan %s has not changed from itself', (when) => {
  const one = seen(nmap, scan, when);
  expect(diff(one, one).changes).toEqual([]);
});

test('a scan that was stopped at any point reports no change that the whole one does not', () => {
  const before = seen(nmap, scan, 'before');
  const whole = new Set(compared(nmap, scan).changes.map(named));
  const { length } = report(nmap, 'after');
  let most = 0;
  for (let end = 0; end < length; end += 97) {
    const { changes } = diff(before, seen(nmap, scan, 'after', end));
    expect(changes.map(named).filter((change) => !whole.has(change))).toEqual([]);
    most = Math.max(most, changes.length);
  }
  expect(most).toBeGreaterThan(8);
});

test('a renewed certificate is told as such by sslscan as well', () => {
  expect(renderDiff(compared(sslscan, check), 'text')).toContain('certificate renewed');
});

test('of all four runs there is one inventory', async () => {
  const all = [scan, check].flatMap((input) => {
    const tool = input === scan ? nmap : sslscan;
    return [seen(tool, input, 'after'), seen(tool, input, 'before')];
  });
  await expect(`${JSON.stringify(merge(all), null, 1)}\n`).toMatchFileSnapshot(pinned('inventory.json'));
});

const pinned = (file: string): string => new URL(file, folder).pathname;

const compared = (tool: Tool, input: unknown): Comparison =>
  diff(seen(tool, input, 'before'), seen(tool, input, 'after'));

/** Before a cut, any part of the ports that changed alike may have been read, and an open port without its service. */
const named = (change: Change): string => JSON.stringify({ ...change, ports: null, open: null });

const report = (tool: Tool, when: 'before' | 'after'): string =>
  readFileSync(new URL(`${tool.name}-${when}.xml`, folder), 'utf8');

/** As the store gives it back: the result as JSON, with the command line. With `end`, nmap was stopped after so many bytes. */
function seen(tool: Tool, input: unknown, when: 'before' | 'after', end?: number): Sighting {
  const plan = planOf(tool, input, policy);
  if (!plan.ok) throw new Error(plan.error.message);
  const stdout = report(tool, when).slice(0, end);
  const reader = tool.read(plan.value);
  if (plan.value.streams) reader.write(new TextEncoder().encode(stdout));
  const complete = end === undefined;
  const found = reader.end({ stdout, stderr: '', truncatedStdout: false, returncode: 0, complete });
  const result: unknown = found.ok ? JSON.parse(JSON.stringify(found.value.result)) : null;
  const sightings = tool.sightings({ argv: [tool.name, ...plan.value.argv], result });
  if (sightings === null && complete) throw new Error(`${tool.name} saw nothing`);
  const nothing = { hosts: [], asked: [], areas: [], partial: true };
  return { ...(sightings ?? nothing), run: `r-${when}`, at: when === 'before' ? monday : monday + week };
}
