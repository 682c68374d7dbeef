import { expect, test } from 'vitest';
import { failure } from '../kernel/failure.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import { sampleScope } from '../scope/fixtures/sample-scope.ts';
import { findAnswers } from './find-answers.ts';

const open = new AbortController().signal;
const scope = sampleScope({ deny: ['dc01.lab.internal', 'dc02.lab.internal'] });
const nobody = err(failure('scope.unresolved', 'Nobody answered.'));
const draft = { names: ['db.lab.internal'], deniedNames: scope.deniedNames, lenient: false };

/** Resolvers with fixed answers that write down who was asked; a name without an answer is one nobody answers for. */
function resolvers(answers: Readonly<Record<string, readonly string[]>>) {
  const asked: string[] = [];
  const answer = (kind: string) => ({
    resolve: async (name: string): Promise<Result<readonly string[]>> => {
      asked.push(`${kind} ${name}`);
      await Promise.resolve();
      const found = answers[name];
      return found === undefined ? nobody : ok(found);
    },
  });
  return { asked, ports: { resolver: answer('own'), deniedResolver: answer('denied') } };
}

test('the names of the call are asked first, then the denied ones, each by its own resolver', async () => {
  const { asked, ports } = resolvers({
    'db.lab.internal': ['10.0.0.5'],
    'dc01.lab.internal': ['10.0.0.9'],
    'dc02.lab.internal': [],
  });
  expect(await findAnswers(draft, scope, ports, open)).toEqual(
    ok(
      new Map([
        ['db.lab.internal', ['10.0.0.5']],
        ['dc01.lab.internal', ['10.0.0.9']],
        ['dc02.lab.internal', []],
      ]),
    ),
  );
  expect(asked).toEqual(['own db.lab.internal', 'denied dc01.lab.internal', 'denied dc02.lab.internal']);
});

test('a name of the call that nobody answers for ends it before a denied name is asked', async () => {
  const { asked, ports } = resolvers({});
  expect(await findAnswers(draft, scope, ports, open)).toEqual(nobody);
  expect(asked).toEqual(['own db.lab.internal']);
});

test('a denied name that nobody answers for refuses the call, with its rule', async () => {
  const { ports } = resolvers({ 'db.lab.internal': ['10.0.0.5'], 'dc01.lab.internal': [] });
  expect(await findAnswers(draft, scope, ports, open)).toMatchObject({
    ok: false,
    error: {
      code: 'scope.unresolved',
      message: expect.stringContaining('dc02.lab.internal could not be resolved'),
      rule: { text: 'scope.deny = dc02.lab.internal', at: 'scope.yaml#deny[1]' },
    },
  });
});

test('a lenient draft goes on with the answers that there are', async () => {
  const { ports } = resolvers({ 'dc01.lab.internal': ['10.0.0.9'] });
  expect(await findAnswers({ ...draft, lenient: true }, scope, ports, open)).toEqual(
    ok(new Map([['dc01.lab.internal', ['10.0.0.9']]])),
  );
});

test('at most four names are asked at once, and all of them are asked', async () => {
  const names = Array.from({ length: 30 }, (_, at) => `h${at}.lab.internal`);
  let running = 0;
  let most = 0;
  const resolver = {
    resolve: async () => {
      running += 1;
      most = Math.max(most, running);
      await new Promise((resolve) => setImmediate(resolve));
      running -= 1;
      return ok(['10.0.0.5']);
    },
  };
  const found = await findAnswers({ ...draft, names }, scope, { resolver, deniedResolver: resolver }, open);
  expect(found.ok && found.value.size).toBe(32);
  expect(most).toBe(4);
});
