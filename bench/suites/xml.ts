import { createNmapReader } from '../../src/tools/catalogue/nmap/read-xml.ts';
import { atMost, reported } from '../harness/goals.ts';
import { forgetPeak, residentMb } from '../harness/process-stat.ts';
import type { Suite } from '../harness/report.ts';
import { interleave, typical } from '../harness/rounds.ts';

interface Sample {
  readonly mbPerSecond: number;
  readonly growth: number;
  readonly mb: number;
}

const hosts = 65_536;
const hostsPerChunk = 56;

/** The report of a scan of a /16, as long as it comes: bytes through the reader, memory beside it. */
export const xmlSuite: Suite = {
  name: 'xml',
  run: async (effort) => {
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
  for (const chunk of document()) {
    bytes += chunk.byteLength;
    const from = performance.now();
    reader.write(chunk);
    spent += performance.now() - from;
  }
  const read = reader.end({ stdout: '', stderr: '', truncatedStdout: true, returncode: 0, complete: true });
  if (!read.ok || read.value.totals.up !== hosts) throw new Error('the document was not read to its end');
  return {
    mbPerSecond: bytes / 1000 / spent,
    growth: residentMb(process.pid).peak - before,
    mb: bytes / 1e6,
  };
}

function* document(): Generator<Uint8Array> {
  yield Buffer.from('<?xml version="1.0"?>\n<!DOCTYPE nmaprun>\n<nmaprun scanner="nmap" version="7.93">\n');
  for (let from = 0; from < hosts; from += hostsPerChunk) {
    const count = Math.min(hostsPerChunk, hosts - from);
    yield Buffer.from(Array.from({ length: count }, (_, at) => hostElement(from + at)).join(''));
  }
  yield Buffer.from('<runstats><finished time="1" elapsed="1.00" exit="success"/></runstats>\n</nmaprun>\n');
}

const hostElement = (at: number): string =>
  `<host starttime="1" endtime="2"><status state="up" reason="syn-ack" reason_ttl="0"/>
<address addr="10.1.${at >> 8}.${at & 255}" addrtype="ipv4"/>
<hostnames><hostname name="host-${at}.lab.internal" type="PTR"/></hostnames>
<ports><extraports state="closed" count="992"><extrareasons reason="conn-refused" count="992" proto="tcp"/></extraports>
${portElements}</ports>
<times srtt="72" rttvar="5000" to="100000"/>
</host>
`;

const portElements = [22, 80, 443, 3306, 5432, 8080]
  .map(
    (port) =>
      `<port protocol="tcp" portid="${port}"><state state="open" reason="syn-ack" reason_ttl="0"/><service name="service-${port}" method="table" conf="3"/></port>\n`,
  )
  .join('');
