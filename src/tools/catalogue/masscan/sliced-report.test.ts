import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { createMasscanReader } from './read-lines.ts';

const fixture = (name: string): string =>
  readFileSync(new URL(`../fixtures/${name}`, import.meta.url), 'utf8');
const network = fixture('masscan-network.txt');
const ended = (complete = true, stderr = '') => ({
  stdout: '',
  stderr,
  truncatedStdout: false,
  returncode: complete ? 0 : null,
  complete,
});

function read(reports: readonly string[], last = ended()) {
  const reader = createMasscanReader();
  for (const [at, report] of reports.entries()) {
    reader.write(Buffer.from(report));
    if (at + 1 < reports.length) expect(reader.next?.(ended())).toEqual({ ok: true, value: null });
  }
  return reader.end(last);
}

test('what several runs found is one result, each port once; a run that found nothing prints nothing', () => {
  const other = network.replaceAll(/10\.(\d+)\./g, '10.9$1.');
  expect(read([network, '', network])).toEqual(read([network]));
  const both = read([network, other]);
  const one = read([network]);
  const counted = (result: typeof one) => (result.ok ? result.value.counts.open : 0);
  expect(counted(both)).toBeGreaterThanOrEqual(counted(one));
  expect(both).toMatchObject({ value: { partial: false } });
});

test('stopped between two runs it is partial, with what the first one found', () => {
  const whole = read([network]);
  expect(read([network, ''], ended(false))).toEqual({
    ok: true,
    value: { ...(whole.ok ? whole.value : {}), partial: true },
  });
});

test('a run that has no way to its targets ends what several do', () => {
  const reader = createMasscanReader();
  reader.write(Buffer.from(network));
  reader.next?.(ended());
  const stderr = fixture('masscan-no-route.exit1.stderr.txt');
  const unable = { ...ended(), returncode: 1, stderr };
  expect(reader.next?.(unable)).toMatchObject({ ok: false });
  expect(reader.end(unable)).toMatchObject({ ok: false });
});
