import { expect, it } from 'vitest';
import { isOfTheDead, ownerName } from './owner.ts';

const own = ownerName(process.pid);

it('a folder is its owner’s for as long as that process lives, and not when another has its number', () => {
  expect(own).toMatch(new RegExp(`^bailiwick-\\d+-${process.pid}-\\d+$`));
  expect(isOfTheDead(own)).toBe(false);
  expect(isOfTheDead(own.replace(/\d+$/, '1'))).toBe(true);
  expect(isOfTheDead(own.replace(/-\d+-\d+$/, '-4194305-1'))).toBe(true);
});

it.each([
  'bailiwick',
  'system.slice',
  `${own}x`,
  own.replace(/^bailiwick-\d+/, 'bailiwick-1'),
  'bailiwick-1-2-3-4',
])(
  'a folder that is not of our naming, or of another namespace of process numbers, is nobody’s to clear: %s',
  (name) => {
    expect(isOfTheDead(name)).toBe(false);
  },
);
