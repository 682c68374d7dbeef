import type { Progress } from '../../../kernel/run-event.ts';
import { installHint, thisSystem } from '../../install-hint.ts';
import { openPortsOf } from '../open-ports.ts';
import type { Reply } from '../reply.ts';
import type { Stage } from '../stage.ts';

/** Runs `port_check`, which needs nothing installed. */
export async function checkPorts(stage: Stage): Promise<void> {
  stage.narrator.step('port_check: a TCP connect check with banners, in a process of its own');
  const reply = await stage.connection.call('port_check', {
    target: '127.0.0.1',
    ports: stage.ports.join(','),
  });
  showFindings(stage, reply);
}

/** Runs nmap with service detection and shows its progress while it runs. */
export async function detectServices(stage: Stage): Promise<void> {
  const { connection, narrator, ports } = stage;
  narrator.step('nmap with service detection');
  if (!stage.hasNmap) {
    const hint = installHint('nmap', thisSystem());
    narrator.say(`Left out: nmap is not installed here (to add it: ${hint}); port_check does the rest.`);
    return;
  }
  const seen: Progress[] = [];
  const onProgress = (progress: Progress): void => {
    if (progress.message !== seen.at(-1)?.message) narrator.say(`… ${percent(progress)}${progress.message}`);
    seen.push(progress);
  };
  const input = { target: '127.0.0.1', ports: ports.join(','), service_detection: true };
  const reply = await connection.call('nmap', input, { onProgress });
  narrator.check(seen.length > 0, `progress while it ran: ${seen.length} notifications`);
  showFindings(stage, reply);
}

function showFindings({ narrator, ports }: Stage, reply: Reply | null): void {
  narrator.check(reply?.status === 'succeeded', reply?.summary ?? 'no result came back');
  const open = openPortsOf(reply?.result);
  const found = ports.every((port) => open.some((row) => row.port === port));
  narrator.check(found, `structured result: ${open.length} of ${ports.length} services found`);
  narrator.show(open.map((row) => JSON.stringify(row)).join('\n'));
}

const percent = ({ done, total }: Progress): string =>
  total === null || total === 0 ? '' : `${String(Math.floor((100 * done) / total)).padStart(3)} %  `;
