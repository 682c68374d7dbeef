import { expect, test } from 'vitest';
import { err } from '../kernel/result.ts';
import { brokenConfigs } from './fixtures/broken-configs.ts';
import { loadConfig } from './load.ts';

const errorsOf = (text: string) => {
  const loaded = loadConfig({
    file: { path: 'cfg.yaml', text },
    env: {},
    flags: [],
    toolNames: ['nmap'],
    readSecret: () => err('names an environment variable that is not set'),
  });
  return loaded.ok ? [] : loaded.error;
};

test.each(brokenConfigs)(
  'D2: $what is refused at the place of what is wrong, all of it at once',
  ({ text, places }) => {
    const errors = errorsOf(text);
    expect(errors.map(({ place }) => place)).toEqual(places.map((place) => `cfg.yaml:${place}`));
    for (const { rendered, place } of errors) expect(rendered).toContain(`\n  --> ${place}`);
  },
);

test('D2: there are at least fifty ways to break a file', () => {
  expect(new Set(brokenConfigs.map(({ text }) => text)).size).toBeGreaterThanOrEqual(50);
});
