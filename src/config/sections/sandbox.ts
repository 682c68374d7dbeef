import * as z from 'zod';
import { toggle, wholeNumber } from '../leaf.ts';

/** What one run may use of the machine. */
const limits = z
  .strictObject({
    cpu_sec: wholeNumber(
      { min: 1, max: 86_400 },
      5,
      'Processor time beyond the deadline of a call, seconds; one that uses more is ended.',
    ),
    address_space: wholeNumber(
      { min: 64 * 2 ** 20, max: 2 ** 46 },
      2 * 2 ** 30,
      'Address space of each process, bytes; programs in Go need 1 GiB. Programs that come with bailiwick are not held by it.',
    ),
    file_size: wholeNumber(
      { min: 4096, max: 2 ** 46 },
      16 * 2 ** 20,
      'The largest file that a program may write, bytes.',
    ),
    processes: wholeNumber(
      { min: 32, max: 100_000 },
      512,
      'Processes and threads of a run; where there is neither a box nor a cgroup, nothing holds to it.',
    ),
    descriptors: wholeNumber(
      { min: 64, max: 1_000_000 },
      1_024,
      'Files and sockets that a process may have open.',
    ),
    memory: wholeNumber(
      { min: 16 * 2 ** 20, max: 2 ** 46 },
      2 * 2 ** 30,
      'Memory of a run, all its processes together, bytes; held to where the host delegates a cgroup with that controller.',
    ),
  })
  .prefault({})
  .describe('What one run may use of the machine.');

/** How programs are kept apart from the machine. */
export const sandboxSection = z
  .strictObject({
    mode: z
      .enum(['auto', 'process', 'require-bwrap', 'require-netns'])
      .default('auto')
      .describe(
        'How each program is kept apart: as well as works here (`auto`), not at all (`process`), by bubblewrap or it is not run (`require-bwrap`), or in a network namespace besides, which reaches its targets alone (`require-netns`).',
      ),
    accept_raw_without_netns: toggle(
      false,
      'Let programs with raw sockets run where no network namespace holds them: in a box with the network of the machine, or without one.',
    ),
    limits,
  })
  .prefault({})
  .describe('How programs are kept apart from the machine.');
