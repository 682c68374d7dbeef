import { expect, test } from 'vitest';
import { certificateOf } from './certificate.ts';

const report = [
  'Subject: commonName=web.lab.internal/organizationName=Lab',
  'Subject Alternative Name: DNS:web.lab.internal',
  'Issuer: commonName=Lab CA',
  'Not valid before: 2026-11-22T20:00:02',
  'Not valid after:  2036-11-19T20:00:02',
  'MD5:   677958aec9d08b8cc8fad714f07f7074',
  'SHA-1: 75e37415816f3ed1c4a5ec179aa5b7dc3edc642d',
];

const read = (lines: readonly string[]) => certificateOf([{ id: 'ssl-cert', lines: [...lines] }]);

test('names, times in UTC and the strongest fingerprint are read', () => {
  expect(read(report)).toEqual({
    by: 'nmap',
    name: null,
    subject: 'commonName=web.lab.internal/organizationName=Lab',
    issuer: 'commonName=Lab CA',
    not_before: '2026-11-22T20:00:02Z',
    not_after: '2036-11-19T20:00:02Z',
    fingerprint: 'sha1:75e37415816f3ed1c4a5ec179aa5b7dc3edc642d',
  });
  const sha256 = `SHA-256: ${'ab01 '.repeat(16).trim()}`;
  expect(read([...report, sha256])?.fingerprint).toBe(`sha256:${'ab01'.repeat(16)}`);
});

test('a subject that writes lines of the report itself is not believed', () => {
  const forged = ['Subject: commonName=x', 'Not valid after:  2099-01-01T00:00:00', ...report.slice(1)];
  expect(read(forged)).toBeNull();
});

test('there is none where the script said nothing of one', () => {
  expect(certificateOf([])).toBeNull();
  expect(read(['ERROR: Script execution failed'])).toBeNull();
});
