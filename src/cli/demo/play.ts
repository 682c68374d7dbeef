import { ok, type Result } from '../../kernel/result.ts';
import { connect } from './connect.ts';
import type { ClientLibrary } from './load-client.ts';
import type { Narrator } from './narrator.ts';
import type { DemoService } from './services.ts';
import { cancelScan } from './steps/cancel-scan.ts';
import { checkTarget } from './steps/check-target.ts';
import { checkPorts, detectServices } from './steps/scan-services.ts';
import { showRefusals } from './steps/show-refusals.ts';
import type { Workspace } from './workspace.ts';

/** Plays the steps of the demo in order, until its end or until it is interrupted. The client always leaves. */
export async function play(
  narrator: Narrator,
  library: ClientLibrary,
  services: readonly DemoService[],
  workspace: Workspace,
  interrupted: Promise<unknown>,
): Promise<Result<null>> {
  narrator.step('Three small services on this machine, at ports that the system chose');
  for (const { name, port } of services) narrator.check(port > 0, `127.0.0.1:${port}  ${name}`);
  narrator.step(`A scope for loopback and nothing else, in ${workspace.configFile}`);
  narrator.show(workspace.config);
  narrator.step('bailiwick serves over stdio, and the official MCP client connects to it');
  const connected = await connect(library, workspace);
  if (!connected.ok) return connected;
  const connection = connected.value;
  const steps = async (): Promise<void> => {
    narrator.check(connection.pid > 0, `connected to ${connection.server}, protocol ${connection.protocol}`);
    const tools = await connection.toolNames();
    narrator.check(tools.includes('port_check'), `tools that can be called here: ${tools.join(', ')}`);
    const ports = services.map(({ port }) => port);
    const stage = { narrator, connection, ports, hasNmap: tools.includes('nmap') };
    await checkTarget(stage);
    await checkPorts(stage);
    await detectServices(stage);
    await showRefusals(stage);
    await cancelScan(stage);
  };
  try {
    await Promise.race([steps(), interrupted]);
  } finally {
    await connection.close();
  }
  return ok(null);
}
