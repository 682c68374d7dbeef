import { describe, expect, test } from 'vitest';
import { loadConfig } from '../config/load.ts';
import { signedTextOf } from '../config/signed-text.ts';
import { newKeyPair, readSigningKey } from '../host/ed25519.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import { writeSignature } from '../scope/signature.ts';
import { catalogue } from '../tools/catalogue.ts';
import { samplePlace } from '../tools/fixtures/sample-policy.ts';
import { createPlanner, type Planner } from './planner.ts';

const yaml = `scope:
  allow: [10.0.0.0/24]
engagement:
  id: LAB-42
  require_signature: true
  public_key_file: /keys/lab.pub
  signature_file: /keys/scope.sig
`;
const pair = newKeyPair();
const files = { '/keys/lab.pub': pair.publicPem, '/keys/scope.sig': signatureOf(yaml, pair.privatePem) };

type Env = Readonly<Record<string, string>>;

function loaded(text: string, env: Env = {}) {
  const config = loadConfig({ file: { path: 'cfg.yaml', text }, env, flags: [] });
  if (!config.ok) throw new Error(config.error.map(({ rendered }) => rendered).join('\n'));
  return config.value;
}

function signatureOf(text: string, privatePem: string): string {
  const key = readSigningKey(privatePem);
  if (!key.ok) throw new Error(key.error);
  return writeSignature(key.value.publicKey.id, key.value.sign(signedTextOf(loaded(text).config)));
}

/** What becomes of the configuration where the machine has these files. */
function start(
  text: string,
  has: Readonly<Record<string, string>>,
  env: Env = {},
): Result<Planner, readonly unknown[]> {
  const { config, placeOf } = loaded(text, env);
  const readText = (path: string): Result<string, string> => {
    const content = has[path];
    return content === undefined ? err('there is no such file') : ok(content);
  };
  return createPlanner(config, placeOf, catalogue, { ...samplePlace, readText });
}

const refusal = (field: string, at: string, words: string) => ({
  ok: false,
  error: [
    {
      code: 'config.invalid',
      field: `engagement.${field}`,
      rule: { at },
      message: expect.stringContaining(words),
    },
  ],
});

describe('a scope that has to be signed', () => {
  test('may be used where its signature fits', () => {
    expect(start(yaml, files)).toMatchObject({
      ok: true,
      value: { signature: { kind: 'valid', keyId: pair.id } },
    });
  });

  test('may not be used once a byte of it is changed', () => {
    const changed = start(yaml.replace('10.0.0.0/24', '10.0.0.0/23'), files);
    expect(changed).toMatchObject(
      refusal('signature_file', 'cfg.yaml:7:19', 'does not fit the scope and the engagement in force'),
    );
    expect(start(yaml.replace('LAB-42', 'LAB-43'), files).ok).toBe(false);
    expect(start(`${yaml}  not_after: 2036-01-01\n`, files).ok).toBe(false);
  });

  test('cannot be widened by the environment', () => {
    for (const env of [
      { BAILIWICK_SCOPE_ALLOW: '10.0.0.0/8' },
      { BAILIWICK_SCOPE_ALLOW_LOOPBACK: 'true' },
      { BAILIWICK_SCOPE_MAX_HOSTS_PER_CALL: '16777216' },
      { BAILIWICK_ENGAGEMENT_NOT_AFTER: '2036-01-01' },
    ])
      expect(start(yaml, files, env)).toMatchObject(
        refusal('signature_file', 'cfg.yaml:7:19', 'by an environment variable'),
      );
    expect(start(yaml, files, { BAILIWICK_SCOPE_ALLOW: '10.0.0.0/24' }).ok).toBe(true);
  });

  test('may not be signed by another key', () => {
    const other = newKeyPair();
    const named = { ...files, '/keys/scope.sig': signatureOf(yaml, other.privatePem) };
    expect(start(yaml, named)).toMatchObject(
      refusal(
        'signature_file',
        'cfg.yaml:7:19',
        `names the key ${other.id}, but engagement.public_key_file holds ${pair.id}`,
      ),
    );
    const silent = { ...files, '/keys/scope.sig': named['/keys/scope.sig'].replace(/^#.*\n/, '') };
    expect(start(yaml, silent)).toMatchObject(refusal('signature_file', 'cfg.yaml:7:19', 'does not fit'));
  });

  test('whose signature claims the right key without being of it is refused all the same', () => {
    const forged = files['/keys/scope.sig'].replace(/\n.*\n$/, `\n${btoa('x'.repeat(64))}\n`);
    expect(start(yaml, { ...files, '/keys/scope.sig': forged }).ok).toBe(false);
  });

  test('says what is missing, and the way out', () => {
    const { '/keys/lab.pub': _, ...noKey } = files;
    expect(start(yaml, noKey)).toMatchObject(
      refusal('public_key_file', 'cfg.yaml:6:20', 'is "/keys/lab.pub", and there is no such file'),
    );
    const { '/keys/scope.sig': __, ...unsigned } = files;
    expect(start(yaml, unsigned)).toMatchObject(
      refusal(
        'signature_file',
        'cfg.yaml:7:19',
        'there is no such file; see `bailiwick scope show --canonical`',
      ),
    );
    expect(start(yaml, { ...files, '/keys/scope.sig': files['/keys/scope.sig'].slice(0, -9) })).toMatchObject(
      refusal('signature_file', 'cfg.yaml:7:19', 'holds no Ed25519 signature'),
    );
    expect(start(yaml, { ...files, '/keys/lab.pub': pair.privatePem })).toMatchObject(
      refusal('public_key_file', 'cfg.yaml:6:20', 'holds a private key'),
    );
    const require = 'engagement: {require_signature: true}';
    expect(start(require, files)).toMatchObject(
      refusal('require_signature', 'cfg.yaml:1:33', 'names no signature'),
    );
    const noKeyNamed = 'engagement: {signature_file: /keys/scope.sig}';
    expect(start(noKeyNamed, files)).toMatchObject(refusal('public_key_file', 'default', 'names no key'));
  });
});

test('a signature that is named must fit although none is required, and one that is not named is not asked for', () => {
  const named = yaml.replace('  require_signature: true\n', '');
  expect(start(named, files).ok).toBe(false);
  expect(start(named, { ...files, '/keys/scope.sig': signatureOf(named, pair.privatePem) }).ok).toBe(true);
  expect(start('version: 1', {})).toMatchObject({ ok: true, value: { signature: { kind: 'none' } } });
});
