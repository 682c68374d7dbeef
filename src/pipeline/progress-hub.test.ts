import { expect, test } from 'vitest';
import { createProgressHub } from './progress-hub.ts';

const at = (done: number) => ({ done, total: 100, message: '' });

test('progress that does not grow is not news', () => {
  const hub = createProgressHub();
  const heard: number[] = [];
  hub.listen(({ done }) => heard.push(done));
  expect([5, 5, 3, 6].map((done) => hub.report(at(done)))).toEqual([true, false, false, true]);
  expect(heard).toEqual([5, 6]);
});

test('who listens late hears the last progress at once, and nothing after leaving', () => {
  const hub = createProgressHub();
  hub.report(at(1));
  const heard: number[] = [];
  const leave = hub.listen(({ done }) => heard.push(done));
  leave();
  hub.report(at(2));
  expect(heard).toEqual([1]);
});
