import { describe, expect, test } from 'vitest';
import { isRenewal, isSame, validityAt, type Certificate } from './certificate.ts';
import { diff } from './diff.ts';
import { host, sighting } from './fixtures/sightings.ts';

const certificate = (given: Partial<Certificate> = {}): Certificate => ({
  by: 'sslscan',
  name: null,
  subject: 'web.lab.internal',
  issuer: 'Lab CA',
  not_before: '2026-01-01T00:00:00Z',
  not_after: '2026-12-31T00:00:00Z',
  fingerprint: null,
  ...given,
});

const seen = (shown: Certificate | null | undefined, at = '2026-06-01T00:00:00Z') =>
  sighting({
    at: Date.parse(at),
    hosts: [host('10.0.0.5', { port: 443, ...(shown === undefined ? {} : { certificate: shown }) })],
  });

test.each([
  ['2026-11-30T23:59:59Z', 'valid'],
  ['2026-12-01T00:00:01Z', 'expiring'],
  ['2026-12-31T00:00:00Z', 'expiring'],
  ['2026-12-31T00:00:01Z', 'expired'],
] as const)('at %s it is %s', (at, validity) => {
  expect(validityAt(certificate(), Date.parse(at))).toBe(validity);
});

test('one that does not tell its end, or tells nonsense, is neither', () => {
  expect(validityAt(certificate({ not_after: null }), 0)).toBeNull();
  expect(validityAt(certificate({ not_after: 'never' }), 0)).toBeNull();
});

test('a renewal keeps both names and ends later', () => {
  const later = { not_before: '2026-12-01T00:00:00Z', not_after: '2027-12-31T00:00:00Z' };
  expect(isRenewal(certificate(), certificate(later))).toBe(true);
  expect(isRenewal(certificate(later), certificate())).toBe(false);
  expect(isRenewal(certificate(), certificate({ ...later, issuer: 'Other CA' }))).toBe(false);
  expect(isRenewal(certificate(), certificate({ ...later, by: 'nmap' }))).toBe(false);
});

test('the texts of two forms are not compared, their times are', () => {
  expect(isSame(certificate(), certificate({ by: 'nmap', subject: 'commonName=web.lab.internal' }))).toBe(
    true,
  );
  expect(isSame(certificate(), certificate({ subject: 'commonName=web.lab.internal' }))).toBe(false);
  expect(isSame(certificate(), certificate({ by: 'nmap', not_after: '2027-12-31T00:00:00Z' }))).toBe(false);
});

describe('from one look to the next', () => {
  test('a certificate that stays runs out', () => {
    const later = seen(certificate(), '2027-02-01T00:00:00Z');
    expect(diff(seen(certificate()), later).changes).toMatchObject([
      { kind: 'expiry', from: 'valid', to: 'expired', not_after: '2026-12-31T00:00:00Z' },
    ]);
  });

  test('one that is gone, and one that came, are told', () => {
    expect(diff(seen(certificate()), seen(null)).changes).toMatchObject([{ kind: 'certificate', to: null }]);
    expect(diff(seen(null), seen(certificate())).changes).toMatchObject([
      { kind: 'certificate', from: null },
    ]);
  });

  test.each([
    ['nobody looked', undefined],
    ['another name was asked for', certificate({ name: 'db.lab.internal', not_after: null })],
  ])('nothing is said where %s', (_, other) => {
    const { changes, not_compared } = diff(seen(certificate()), seen(other));
    expect([changes, not_compared.certificates]).toEqual([[], 1]);
  });
});
