import type { Stage } from '../stage.ts';

/** Asks what a call would do, with `dry_run`: nothing is started. */
export async function checkTarget({ connection, narrator, hasNmap, ports }: Stage): Promise<void> {
  narrator.step('May 127.0.0.1 be touched? A dry run decides and starts nothing');
  const tool = hasNmap ? 'nmap' : 'port_check';
  const input = { target: '127.0.0.1', ports: ports.join(','), dry_run: true };
  const reply = await connection.call(tool, input);
  const allowed = narrator.check(reply?.status === 'succeeded', 'yes: 127.0.0.1 lies inside the scope');
  if (reply === null || !allowed) return;
  narrator.check(
    reply.execution_time === 0,
    'nothing was started; this is the exact command line it would be:',
  );
  narrator.show(reply.metadata.argv.join(' '));
}
