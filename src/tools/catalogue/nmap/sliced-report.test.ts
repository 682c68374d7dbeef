import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createNmapReader } from './read-xml.ts';

const hostAt = (last: number): string =>
  `<host><status state="up" reason="syn-ack"/><address addr="10.0.0.${last}" addrtype="ipv4"/><ports><port protocol="tcp" portid="${20 + (last % 5)}"><state state="open"/><service name="s${last % 7}"/></port></ports></host>`;
const start = '<nmaprun version="7"><scaninfo type="connect" protocol="tcp"/>';
const finish = '<runstats><finished exit="success"/></runstats></nmaprun>';
const ended = (complete = true) => ({
  stdout: '',
  stderr: '',
  truncatedStdout: false,
  returncode: complete ? 0 : null,
  complete,
});

/** Reads documents one after the other; the last one may be cut. */
function read(documents: readonly string[], complete = true) {
  const reader = createNmapReader(['-sT', '--', '10.0.0.0/24']);
  for (const [at, document] of documents.entries()) {
    reader.write(Buffer.from(document));
    if (at + 1 < documents.length) expect(reader.next?.(ended())).toEqual({ ok: true, value: null });
  }
  return reader.end(ended(complete));
}

test('however hosts are shared out among reports, the result is that of one report', () => {
  const hosts = fc.uniqueArray(fc.integer({ min: 1, max: 254 }), { maxLength: 30 });
  fc.assert(
    fc.property(hosts, fc.integer({ min: 1, max: 9 }), (all, size) => {
      const parts = Array.from({ length: Math.ceil(all.length / size) || 1 }, (_, at) =>
        all.slice(at * size, (at + 1) * size),
      );
      const documentOf = (some: readonly number[]) => start + some.map(hostAt).join('') + finish;
      expect(read(parts.map(documentOf))).toEqual(read([documentOf(all)]));
    }),
    { numRuns: 40 },
  );
});

test('one report that is not whole makes all of it partial, and the hosts of the others are there', () => {
  const documents = [start + hostAt(1) + finish, start + hostAt(2), start + hostAt(3) + finish];
  expect(read(documents)).toMatchObject({ value: { partial: true, damaged: true, totals: { up: 3 } } });
  const failed = [start + hostAt(1) + finish.replace('success', 'error'), start + finish];
  expect(read(failed)).toMatchObject({ value: { partial: true, totals: { up: 1 } } });
});

test('stopped within a report or between two it is partial, and never damaged', () => {
  const whole = start + hostAt(1) + finish;
  for (const documents of [
    [whole, `${start}${hostAt(2)}<ho`],
    [whole, ''],
  ])
    expect(read(documents, false)).toMatchObject({ ok: true, value: { partial: true, damaged: false } });
});

test('a program that prints no report is a failure, in the middle as at the end', () => {
  const reader = createNmapReader();
  reader.write(Buffer.from(start + finish));
  expect(reader.next?.(ended()).ok).toBe(true);
  reader.write(Buffer.from('Killed\n'));
  const none = { ok: false, error: { code: 'tool.output' } };
  expect(reader.next?.(ended())).toMatchObject(none);
  expect(reader.end(ended())).toMatchObject(none);
});
