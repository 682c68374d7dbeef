import { toNetworkPolicy } from '../../scope/export/network-policy.ts';
import { toNftables } from '../../scope/export/nftables.ts';
import { toNmapExclude } from '../../scope/export/nmap-exclude.ts';
import { reachOf, type Reach } from '../../scope/export/reach.ts';
import { namesLeftOut, type Origin } from '../../scope/export/remarks.ts';
import { toSystemd } from '../../scope/export/systemd.ts';
import { formatPorts } from '../../scope/ports.ts';
import type { CommonOptions } from '../common-options.ts';
import { exitCodes } from '../exit-code.ts';
import { writeJson } from '../report.ts';
import { loadPlanner } from '../settings/load-planner.ts';
import type { Terminal } from '../terminal.ts';

interface ExportWish {
  readonly format: 'nftables' | 'networkpolicy' | 'systemd' | 'nmap-exclude' | 'json';
  /** The family of `nmap-exclude`; the other formats hold both. */
  readonly family: 4 | 6;
}

/** `scope export`: the scope for a filter behind the guard. What cannot be exported is said on stderr. Returns the exit code. */
export async function exportScope(
  terminal: Terminal,
  common: CommonOptions,
  wish: ExportWish,
): Promise<number> {
  const loaded = await loadPlanner(terminal, common);
  if (!loaded.ok) return loaded.error;
  const { planner, settings } = loaded.value;
  const reach = reachOf(planner.scope);
  const origin = { engagement: planner.engagement.id, configVersion: settings.version };
  for (const sentence of namesLeftOut(reach)) terminal.tell(`note: ${sentence}\n`);
  if (wish.format === 'json') {
    await writeJson(terminal, 'scope-export', documentOf(reach, origin));
  } else {
    const text = textOf(wish.format, wish.family, reach, origin);
    if (common.json) await writeJson(terminal, 'scope-export-text', { format: wish.format, text });
    else await terminal.write(text);
  }
  return exitCodes.ok;
}

function textOf(
  format: Exclude<ExportWish['format'], 'json'>,
  family: 4 | 6,
  reach: Reach,
  origin: Origin,
): string {
  switch (format) {
    case 'nftables':
      return toNftables(reach, origin);
    case 'networkpolicy':
      return toNetworkPolicy(reach, origin);
    case 'systemd':
      return toSystemd(reach, origin);
    case 'nmap-exclude':
      return toNmapExclude(reach, origin, family);
  }
}

const documentOf = ({ v4, v6, ports, names }: Reach, { engagement, configVersion }: Origin) => ({
  engagement,
  config_version: configVersion,
  ipv4: v4,
  ipv6: v6,
  ports: ports.map((range) => formatPorts([range])),
  names_left_out: names,
});
