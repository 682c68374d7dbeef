import { expect, test } from 'vitest';
import { configSchema } from '../config/schema.ts';
import { rateRulesOf } from './rate-rules.ts';

const rulesOf = (rate: Readonly<Record<string, number>>) =>
  rateRulesOf({
    config: configSchema.parse({ version: 1, limits: { rate } }),
    placeOf: (path) => `a.yaml#${path}`,
  });

test('nothing is limited by itself', () => {
  expect(rulesOf({})).toEqual({ client: null, tool: null, subnet: null });
});

test('each limit has its numbers, its name and its place', () => {
  expect(rulesOf({ client_per_minute: 60, client_burst: 5, subnet_per_minute: 6 })).toEqual({
    client: {
      terms: { perMinute: 60, burst: 5 },
      rule: {
        text: 'limits.rate.client_per_minute = 60',
        at: 'a.yaml#limits.rate.client_per_minute',
      },
    },
    tool: null,
    subnet: {
      terms: { perMinute: 6, burst: 10 },
      rule: { text: 'limits.rate.subnet_per_minute = 6', at: 'a.yaml#limits.rate.subnet_per_minute' },
    },
  });
});
