import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Result } from '../../kernel/result.ts';
import type { Reader } from '../tool.ts';
import { createGobusterReader } from './gobuster/read-lines.ts';
import { createMasscanReader } from './masscan/read-lines.ts';
import { createNmapReader } from './nmap/read-xml.ts';

const fixture = (name: string): Buffer => readFileSync(new URL(`fixtures/${name}`, import.meta.url));
const stopped = { stdout: '', stderr: '', truncatedStdout: false, returncode: null, complete: false };

/** Reads output in pieces as they come from a program that is stopped. */
function readStopped<Parsed>(reader: Reader<Parsed>, output: Uint8Array, piece: number): Result<Parsed> {
  for (let at = 0; at < output.length; at += piece) reader.write(output.subarray(at, at + piece));
  return reader.end(stopped);
}

/** A recorded output that is cut at any byte, and the pieces in which it comes. */
const cutOf = (whole: Uint8Array) =>
  fc
    .tuple(fc.integer({ min: 0, max: whole.length }), fc.integer({ min: 1, max: 5000 }))
    .map(([at, piece]) => ({ cut: whole.subarray(0, at), piece }));

const matchesIn = (bytes: Uint8Array, pattern: RegExp): number =>
  [...new TextDecoder().decode(bytes).matchAll(pattern)].length;

describe('output of a run that was stopped, cut at any byte, is read as far as it goes', () => {
  test.each(['nmap-services.xml', 'nmap-progress.xml', 'nmap-ssl.xml', 'nmap-down.xml'])(
    'nmap: every host that is told whole in %s is there',
    (name) => {
      fc.assert(
        fc.property(cutOf(fixture(name)), ({ cut, piece }) => {
          const read = readStopped(createNmapReader(), cut, piece);
          const begun = matchesIn(cut, /<nmaprun [^>]*>/g) > 0;
          expect(read.ok).toBe(begun);
          if (!read.ok) return;
          const { hosts, omitted, totals, partial } = read.value;
          expect(partial).toBe(true);
          expect(hosts.length + omitted.hosts + totals.down).toBeGreaterThanOrEqual(
            matchesIn(cut, /<\/host>/g),
          );
          expect(totals.open).toBeGreaterThanOrEqual(matchesIn(cut, /<state state="open"[^>]*\/>/g));
        }),
        { numRuns: 60 },
      );
    },
  );

  test.each(['masscan-network.txt', 'masscan-banners.txt'])(
    'masscan: every port that is told whole in %s is there',
    (name) => {
      fc.assert(
        fc.property(cutOf(fixture(name)), ({ cut, piece }) => {
          const read = readStopped(createMasscanReader(), cut, piece);
          const told = new TextDecoder()
            .decode(cut)
            .matchAll(/^Discovered open port (\d+)\/(\w+) on (\S+) *\n/gm);
          const ports = new Set(
            [...told].map(([, port, protocol, address]) => `${address} ${port}/${protocol}`),
          );
          expect(read.ok || ports.size === 0).toBe(true);
          if (!read.ok) return;
          const listed = read.value.open.map(
            ({ address, port, protocol }) => `${address} ${port}/${protocol}`,
          );
          expect(listed).toEqual(expect.arrayContaining([...ports]));
          expect(read.value.partial).toBe(true);
        }),
        { numRuns: 60 },
      );
    },
  );

  test.each(['gobuster-dir.txt', 'gobuster-dns.txt', 'gobuster-vhost.txt'])(
    'gobuster: every line of %s that ended is there',
    (name) => {
      const whole = fixture(name);
      fc.assert(
        fc.property(cutOf(whole), ({ cut, piece }) => {
          const ended = new TextDecoder().decode(cut.subarray(0, cut.lastIndexOf(10) + 1)).split('\n');
          const each = ended.map((line) =>
            readStopped(createGobusterReader(), Buffer.from(`${line}\n`), piece),
          );
          const names = each.flatMap((one) => (one.ok ? one.value.found.map(({ name: path }) => path) : []));
          const read = readStopped(createGobusterReader(), cut, piece);
          expect(read).toMatchObject({ ok: true, value: { partial: true, count: names.length } });
          expect(read.ok ? read.value.found.map(({ name: path }) => path).toSorted() : []).toEqual(
            names.toSorted(),
          );
        }),
        { numRuns: 60 },
      );
    },
  );
});
