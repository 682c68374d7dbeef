import type { CommonOptions } from '../common-options.ts';
import { exitCodes } from '../exit-code.ts';
import { createPaint } from '../paint.ts';
import { reportFailure, writeJson } from '../report.ts';
import type { Terminal } from '../terminal.ts';
import { connect, type Connection } from './connect.ts';
import { createNarrator, type Narrator } from './narrator.ts';
import { startServices } from './services.ts';
import { cancelScan } from './steps/cancel-scan.ts';
import { checkTarget } from './steps/check-target.ts';
import { checkPorts, detectServices } from './steps/scan-services.ts';
import { showRefusals } from './steps/show-refusals.ts';
import { createWorkspace, type Workspace } from './workspace.ts';

/** Shows bailiwick at work on this machine alone. The exit code is 1 where anything did not go as it was told. */
export async function runDemo(terminal: Terminal, common: CommonOptions): Promise<number> {
  const paint = createPaint({ asked: common.colour, tty: terminal.tellIsTty, env: terminal.env });
  const say = common.json ? terminal.tell : (text: string): void => void terminal.write(text);
  const narrator = createNarrator(say, paint);
  say(
    `${paint('bold', 'bailiwick demo')}: a real client, real tools, this machine alone. Nothing is sent elsewhere.\n`,
  );
  const services = await startServices();
  const workspace = await createWorkspace();
  try {
    tellSetting(narrator, services, workspace);
    narrator.step('bailiwick serves over stdio, and the official MCP client connects to it');
    const connected = await connect(workspace);
    if (!connected.ok) return await reportFailure(terminal, common, connected.error);
    const connection = connected.value;
    try {
      await playSteps(
        connection,
        narrator,
        services.map(({ port }) => port),
      );
    } finally {
      await connection.close();
    }
  } finally {
    await workspace.remove();
    await Promise.all(services.map((service) => service.close()));
  }
  const checks = narrator.checks();
  const failed = checks.filter((check) => !check.passed);
  say(ending(checks.length, failed.length));
  if (common.json) await writeJson(terminal, 'demo', { checks });
  return failed.length === 0 ? exitCodes.ok : exitCodes.difference;
}

function tellSetting(
  narrator: Narrator,
  services: Awaited<ReturnType<typeof startServices>>,
  workspace: Workspace,
): void {
  narrator.step('Three small services on this machine, at ports that the system chose');
  for (const { name, port } of services) narrator.check(port > 0, `127.0.0.1:${port}  ${name}`);
  narrator.step(`A scope for loopback and nothing else, in ${workspace.configFile}`);
  narrator.show(workspace.config);
}

async function playSteps(
  connection: Connection,
  narrator: Narrator,
  ports: readonly number[],
): Promise<void> {
  narrator.check(connection.pid > 0, `connected to ${connection.server}, protocol ${connection.protocol}`);
  const tools = await connection.toolNames();
  narrator.check(tools.includes('port_check'), `tools that can be called here: ${tools.join(', ')}`);
  const stage = { narrator, connection, ports, hasNmap: tools.includes('nmap') };
  await checkTarget(stage);
  await checkPorts(stage);
  await detectServices(stage);
  await showRefusals(stage);
  await cancelScan(stage);
}

const ending = (checks: number, failed: number): string => `
${failed === 0 ? `All ${checks} checks passed.` : `${failed} of ${checks} checks FAILED; each has a ✗ above.`}

What next
  node bin/bailiwick.js doctor                       what works here, and how to mend what does not
  node bin/bailiwick.js scope show                   what may be touched: your private networks, until you narrow it
  node bin/bailiwick.js run nmap TARGET --top-ports 100
  README.md, "Connecting a client"                   the lines for Claude Code, VS Code and others
`;
