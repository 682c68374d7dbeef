import { expect, test } from 'vitest';
import { loadConfig } from './load.ts';
import { signedTextOf } from './signed-text.ts';

function signed(yaml: string, env: Readonly<Record<string, string>> = {}): string {
  const loaded = loadConfig({ file: { path: 'cfg.yaml', text: yaml }, env, flags: [] });
  if (!loaded.ok) throw new Error(loaded.error.map(({ rendered }) => rendered).join('\n'));
  return signedTextOf(loaded.value.config);
}

const plain = 'scope: {allow: [10.0.0.0/24], deny: [10.0.0.9]}\nengagement: {id: LAB-42}\n';

test('what is signed is one line, the same however it is written', () => {
  const text = signed(plain);
  expect(text).toMatch(
    /^\{"engagement":\{"authorised_by":"".*\},"scope":\{"allow":\["10\.0\.0\.0\/24"\].*\}\}\n$/,
  );
  expect(signed('engagement:\n  id: LAB-42\nscope:\n  deny: ["10.0.0.9"]\n  allow: [10.0.0.0/24]\n')).toBe(
    text,
  );
});

test('what is signed is what is in force, wherever it was set', () => {
  expect(signed(plain, { BAILIWICK_SCOPE_ALLOW: '10.0.0.0/8' })).not.toBe(signed(plain));
  expect(signed(plain, { BAILIWICK_ENGAGEMENT_NOT_AFTER: '2036-01-01' })).not.toBe(signed(plain));
});

test('neither the place of the signature nor any other section is signed', () => {
  expect(signed(plain, { BAILIWICK_ENGAGEMENT_SIGNATURE_FILE: '/a/scope.sig' })).toBe(signed(plain));
  expect(signed(plain, { BAILIWICK_LIMITS_QUEUE_WAIT_SEC: '7' })).toBe(signed(plain));
});
