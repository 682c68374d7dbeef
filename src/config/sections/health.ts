import * as z from 'zod';
import { listOf, wholeNumber } from '../leaf.ts';

const percent = { min: 1, max: 100 };

/** How the server looks at itself. */
export const healthSection = z
  .strictObject({
    check_interval: wholeNumber(
      { min: 5, max: 3600 },
      30,
      'How often the machine, the process and the dependencies are looked at, seconds; what the server knows by itself, every two seconds.',
    ),
    cpu_threshold: wholeNumber(
      percent,
      80,
      'A busier machine is told as degraded, percent of all its processors; it is never a failure.',
    ),
    memory_threshold: wholeNumber(
      percent,
      80,
      'More memory in use is told as degraded, percent of what this server may have; from 95 on it is a failure.',
    ),
    disk_threshold: wholeNumber(
      percent,
      80,
      'A fuller disk below the data folder or the folder of runs is told as degraded, percent; from 95 on it is a failure.',
    ),
    dependencies: listOf(
      'names of programs or Node modules, such as "dig", "pg" or "@scope/name"',
      /^(?:@[a-z0-9][\w.-]*\/)?[A-Za-z0-9][\w.+-]*$/,
      [],
      'Programs on `tool.search_path`, or modules that this package can import, that must be there; none of them is started or loaded.',
    ),
    timeout: wholeNumber(
      { min: 1, max: 600 },
      10,
      'How long one look may take before it has failed, seconds.',
    ),
  })
  .prefault({})
  .describe('How the server looks at itself, and from when on that is told as degraded.');
