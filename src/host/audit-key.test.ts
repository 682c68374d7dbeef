import { chmodSync, mkdtempDisposableSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readAuditKey, readOrMakeAuditKey } from './audit-key.ts';
import { readPublicKey } from './ed25519.ts';

const folder = () => mkdtempDisposableSync(join(tmpdir(), 'audit-key-'));

test('a pair is made once: the private half for its owner alone, and the public one checks what it signs', () => {
  using where = folder();
  const path = join(where.path, 'key.pem');
  const made = readOrMakeAuditKey(path);
  const again = readOrMakeAuditKey(path);
  expect(statSync(path).mode & 0o777).toBe(0o600);
  const publicKey = readPublicKey(readFileSync(`${path}.pub`, 'utf8'));
  if (!made.ok || !again.ok || !publicKey.ok) throw new Error('there is no key');
  expect(again.value.publicKey.id).toBe(made.value.publicKey.id);
  expect(publicKey.value.verifies('a head', made.value.sign('a head'))).toBe(true);
  expect(publicKey.value.verifies('another', made.value.sign('a head'))).toBe(false);
});

test('a key that is asked for and not there is made by nobody, and one that others could change is refused', () => {
  using where = folder();
  const path = join(where.path, 'key.pem');
  expect(readAuditKey(path)).toEqual({ ok: false, error: 'there is no such file' });
  readOrMakeAuditKey(path);
  chmodSync(path, 0o666);
  expect(readOrMakeAuditKey(path).ok).toBe(false);
  writeFileSync(join(where.path, 'other.pem'), 'no key', { mode: 0o600 });
  expect(readOrMakeAuditKey(join(where.path, 'other.pem'))).toMatchObject({
    ok: false,
    error: expect.stringContaining('no Ed25519 private key'),
  });
  expect(readOrMakeAuditKey(join(where.path, 'absent', 'key.pem')).ok).toBe(false);
});
