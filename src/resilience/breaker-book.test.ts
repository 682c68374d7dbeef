import { expect, test } from 'vitest';
import { createBreakerBook } from './breaker-book.ts';
import { fail, start } from './fixtures/started-breaker.ts';

const bookOf = (most?: number) => createBreakerBook(() => start({ failureThreshold: 3 }).breaker, most);

test('each key has a breaker of its own, and keeps it', () => {
  const book = bookOf();
  fail(book.of('nmap 10.0.0.5'), 3);
  expect([book.of('nmap 10.0.0.5').state(), book.of('nmap 10.0.0.6').state()]).toEqual(['open', 'closed']);
});

test('of more keys than there may be, the one that was asked for least lately is forgotten', () => {
  const book = bookOf(2);
  fail(book.of('a'), 3);
  fail(book.of('b'), 3);
  book.of('a');
  book.of('c');
  expect(book.size()).toBe(2);
  expect([book.of('a').state(), book.of('b').state()]).toEqual(['open', 'closed']);
});

test('there are never more than 1,024, whatever callers name', () => {
  const book = bookOf();
  for (let key = 0; key < 3000; key += 1) book.of(`${key}`);
  expect(book.size()).toBe(1024);
});

test('other settings hold for every breaker that there is', () => {
  const book = bookOf();
  fail(book.of('a'), 2);
  book.configure({
    mode: 'enforce',
    failureThreshold: 9,
    rate: null,
    recoveryTimeoutMs: 1,
    halfOpenSuccessThreshold: 1,
    probeMaxMs: 1,
  });
  fail(book.of('a'), 3);
  expect(book.of('a').state()).toBe('closed');
});
