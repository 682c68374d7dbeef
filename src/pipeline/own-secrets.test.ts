import { expect, test } from 'vitest';
import { stage } from './fixtures/stage.ts';
import { ownSecretsIn } from './own-secrets.ts';
import { startRun } from './start-run.ts';

const token = 'Correct-Horse-"Battery"-1';

test('a secret of the server is found wherever a call has it, however its letters are spelled', () => {
  const shouted = token.toUpperCase();
  for (const request of [
    { input: { target: `x.${token}.lab` } },
    { input: { deep: [{ [shouted]: 1 }] } },
    { input: {}, correlationId: token.toLowerCase() },
  ])
    expect(ownSecretsIn(request, [token])).toEqual([token, token.toLowerCase()]);
  expect(ownSecretsIn({ input: { target: '10.0.0.5' } }, [token])).toEqual([]);
});

test('an input that no JSON can say holds none', () => {
  const ring: Record<string, unknown> = { token };
  ring['ring'] = ring;
  expect(ownSecretsIn({ input: ring }, [token])).toEqual([]);
});

test('a token that a call repeats is neither its correlation id nor its target in what is stored or shown', async () => {
  const plain = 'correct-horse-battery-staple-0123';
  const { pipeline, decisions, events } = stage();
  const { result } = startRun(
    { ...pipeline, ownSecrets: () => [plain] },
    {
      tool: 'stub',
      input: { target: `${plain.toUpperCase()}.lab.internal`, correlation_id: plain },
      caller: { channel: 'http', principal: 'local', client: null },
    },
  );
  const told = JSON.stringify([await result, decisions, events]);
  expect(told).not.toContain(plain);
  expect((await result).correlation_id).toMatch(/^c-/);
});
