import { expect, test } from 'vitest';
import { readOutput } from '../../../../test/tool-suite.ts';
import { jsonBytes } from '../../../output/json-bytes.ts';
import { masscan } from '../masscan.ts';
import { createMasscanReader } from './read-lines.ts';

const found = (address: string, port: number): string => `Discovered open port ${port}/tcp on ${address}\n`;
const banner = (address: string, port: number, text: string): string =>
  `${JSON.stringify({ ip: address, ports: [{ port, proto: 'tcp', service: { name: 'http', banner: text } }] })}\n`;

test('a list is cut where it is long; what is left out is counted', () => {
  const all = Array.from({ length: 30_000 }, (_, at) => found(`10.0.0.${(at % 200) + 1}`, 1 + (at >> 1)));
  const read = readOutput(masscan, `[\n${all.join('')}]\n`);
  if (!read.ok) throw new Error(read.error.message);
  expect(read.value.result).toMatchObject({ counts: { open: 30_000, hosts: 200 }, partial: false });
  expect(jsonBytes(read.value.result)).toBeLessThan(1024 * 1024);
  expect(read.value.summary).toMatch(/Counted but not listed: \d+ ports\.$/);
  expect(read.value.summary.length).toBeLessThan(4100);
});

test('a port is counted once, however often it answers', () => {
  const read = readOutput(masscan, `[\n${found('10.0.0.5', 80).repeat(1000)}]\n`);
  expect(read).toMatchObject({ value: { result: { counts: { open: 1, hosts: 1 }, omitted: 0 } } });
});

test('a talkative target displaces no port', () => {
  const talk = Array.from({ length: 2000 }, (_, at) => banner('10.0.0.5', 1 + at, '\u202eé"'.repeat(9000)));
  const read = readOutput(masscan, `[\n${talk.join('')}${found('10.0.0.6', 22)}]\n`);
  if (!read.ok) throw new Error(read.error.message);
  expect(read.value.result).toMatchObject({ counts: { open: 2001, hosts: 2 }, omitted: 0 });
  expect(jsonBytes(read.value.result)).toBeLessThan(1024 * 1024);
});

test('lines are put together from any pieces, and one without an end is let go', () => {
  const reader = createMasscanReader();
  const bytes = new TextEncoder().encode(`[\n${found('10.0.0.5', 80)}${banner('10.0.0.5', 80, 'x')}]\n`);
  for (const byte of bytes) reader.write(Uint8Array.of(byte));
  for (let at = 0; at < 64; at += 1) reader.write(new TextEncoder().encode('x'.repeat(64 * 1024)));
  const output = { stdout: '', stderr: '', truncatedStdout: true, returncode: 0, complete: true };
  expect(reader.end(output)).toMatchObject({
    ok: true,
    value: { open: [{ port: 80, banners: [{ service: 'http', text: 'x' }] }], partial: false },
  });
});

test.each(['\n', '{\n', ']\n', 'D\n', 'noise\n', '{"ip":1}\n'])(
  '16 MiB of %j, which took half a minute, hides no port before it and soon ends',
  (noise) => {
    const reader = createMasscanReader();
    reader.write(new TextEncoder().encode(`[\n${found('10.0.0.5', 80)}`));
    const chunk = new TextEncoder().encode(noise.repeat(Math.floor(65_536 / noise.length)));
    const started = performance.now();
    for (let at = 0; at < 256; at += 1) reader.write(chunk);
    expect(performance.now() - started).toBeLessThan(4000);
    const output = { stdout: '', stderr: '', truncatedStdout: true, returncode: 0, complete: true };
    expect(reader.end(output)).toMatchObject({ ok: true, value: { counts: { open: 1 } } });
  },
);
