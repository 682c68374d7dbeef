import { holdMemory } from '../../src/cli/serving/hold-memory.ts';
import { createNmapReader } from '../../src/tools/catalogue/nmap/read-xml.ts';
import { largeReport, reportHosts } from '../../test/fixtures/large-report/report.ts';
import { atMost, reported } from '../harness/goals.ts';
import { forgetPeak, residentMb } from '../harness/process-stat.ts';
import type { Suite } from '../harness/report.ts';
import { interleave, typical } from '../harness/rounds.ts';

interface Sample {
  readonly mbPerSecond: number;
  readonly growth: number;
  readonly mb: number;
}

/** The report of a scan of a /16 through the reader, as it comes, in a process that keeps its memory as a server does. */
export const xmlSuite: Suite = {
  name: 'xml',
  run: async (effort) => {
    holdMemory();
    const rounds = await interleave([{ name, measure: readOnce }], effort === 'full' ? 10 : 1);
    const of = (pick: (sample: Sample) => number): number => typical(rounds, name, pick);
    return {
      rows: [
        {
          variant: name,
          values: {
            MB: of(({ mb }) => mb),
            'MB/s': of(({ mbPerSecond }) => mbPerSecond),
            'growth MB': of(({ growth }) => growth),
          },
        },
      ],
      goals: [
        reported(
          atMost(
            'P13',
            'growth of memory while 65,536 hosts are read, MB',
            32,
            rounds.of(name, ({ growth }) => growth),
          ),
        ),
      ],
    };
  },
};

const name = '65,536 hosts';

/** Only the reader is timed; the text is made between its bites, as a program would make it. */
function readOnce(): Sample {
  forgetPeak(process.pid);
  const before = residentMb(process.pid).now;
  const reader = createNmapReader();
  let bytes = 0;
  let spent = 0;
  for (const chunk of largeReport()) {
    bytes += chunk.byteLength;
    const from = performance.now();
    reader.write(chunk);
    spent += performance.now() - from;
  }
  const read = reader.end({ stdout: '', stderr: '', truncatedStdout: true, returncode: 0, complete: true });
  if (!read.ok || read.value.totals.up !== reportHosts)
    throw new Error('the document was not read to its end');
  return {
    mbPerSecond: bytes / 1000 / spent,
    growth: residentMb(process.pid).peak - before,
    mb: bytes / 1e6,
  };
}
