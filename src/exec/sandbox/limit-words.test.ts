import { expect, it } from 'vitest';
import { limitWords } from './limit-words.ts';

const limits = { cpuSec: 35, addressBytes: 1024, fileBytes: 2048, processes: 64, descriptors: 128 };

it('bounds processor time, memory, files, processes and descriptors, and writes no core', () => {
  expect(limitWords(limits).join(' ')).toBe(
    '--core=0:0 --cpu=35:36 --as=1024 --fsize=2048 --nproc=64 --nofile=128 --',
  );
});

it('leaves the address space to programs that reserve far more than they use', () => {
  expect(limitWords({ ...limits, addressBytes: null })).not.toContain('--as=1024');
});

it('counts no processes where their user runs other things too', () => {
  expect(limitWords({ ...limits, processes: null }).join(' ')).not.toContain('nproc');
});
