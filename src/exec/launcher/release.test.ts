import { expect, it } from 'vitest';
import { release } from './release.ts';

it('a chunk that has its memory for itself gives it back', () => {
  const chunk = Buffer.allocUnsafeSlow(64 * 1024);
  const view = chunk.subarray(8);
  release(chunk);
  expect([chunk.byteLength, view.byteLength]).toEqual([0, 0]);
});

it('memory that others use as well is left to them', () => {
  const shared = Buffer.alloc(64, 'x');
  release(shared.subarray(0, 32));
  release(Buffer.from('pooled'));
  expect([String(shared), String(Buffer.from('next'))]).toEqual(['x'.repeat(64), 'next']);
});
