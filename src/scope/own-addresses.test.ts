import { expect, test } from 'vitest';
import { authorise } from './authorise.ts';
import { compileScope } from './compile-scope.ts';
import { host } from './endpoint.ts';
import { defaultSettings, sampleScope } from './fixtures/sample-scope.ts';

const scope = sampleScope({
  ownAddresses: ['10.0.0.7', 'fd00::7'],
  allow: ['rfc1918', 'ula', '*.lab.internal'],
});

const judge = (text: string, answers: readonly string[] = []): unknown => {
  const target = authorise(scope, host(text), new Map([[text, answers]]));
  return target.ok ? target.value : target.error;
};

test('the machine that bailiwick runs on is denied by its addresses, with the key that says so', () => {
  for (const text of ['10.0.0.7', 'fd00::7']) {
    expect(judge(text)).toMatchObject({
      code: 'scope.denied',
      rule: {
        text: `scope.allow_own_addresses = false (${text}, an address of this machine)`,
        at: 'scope.yaml#allow_own_addresses',
      },
    });
  }
});

test('it is denied inside its own network and behind a name, and its neighbours are offered', () => {
  expect(judge('10.0.0.0/24')).toMatchObject({
    code: 'scope.denied',
    next: ['Leave it out and ask for the rest: 10.0.0.0-6, 10.0.0.8-255'],
  });
  expect(judge('self.lab.internal', ['10.0.0.5', '10.0.0.7'])).toMatchObject({ code: 'scope.denied' });
  expect(judge('10.0.0.8-255')).toMatchObject({ text: '10.0.0.8-255' });
});

test('an address that cannot be read is an error, never a rule that is missing', () => {
  const compiled = compileScope({ ...defaultSettings, ownAddresses: ['10.0.0.7/24'] }, (path) => path);
  expect(compiled).toMatchObject({
    ok: false,
    error: [{ code: 'config.invalid', rule: { at: 'allow_own_addresses' } }],
  });
});
