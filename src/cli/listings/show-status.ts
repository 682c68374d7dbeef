import { systemClock } from '../../host/clock.ts';
import { storePlace } from '../../host/places.ts';
import type { CommonOptions } from '../common-options.ts';
import { exitCodes } from '../exit-code.ts';
import { writeJson } from '../report.ts';
import { engagementFacts, engagementLine } from '../scope-view/engagement-facts.ts';
import { loadPlanner } from '../settings/load-planner.ts';
import type { Terminal } from '../terminal.ts';
import { packageVersion } from '../version.ts';
import { lookAtTools } from './look-at-tools.ts';

/** `status`: seven lines about where things stand. Returns the exit code. */
export async function showStatus(terminal: Terminal, common: CommonOptions): Promise<number> {
  const loaded = await loadPlanner(terminal, common);
  if (!loaded.ok) return loaded.error;
  const { planner, settings } = loaded.value;
  const { config, file } = settings;
  const states = await lookAtTools(planner, config);
  const ready = states.filter(({ state }) => state === 'ready').map(({ tool }) => tool.name);
  const others = states
    .filter(({ state }) => state !== 'ready' && state !== 'disabled')
    .map(({ tool, state }) => `${tool.name} (${state})`);
  const facts = {
    bailiwick: packageVersion(),
    config: file ?? 'no file; defaults and environment alone',
    scope: `${planner.scope.lists.allow.text}  (${planner.scope.lists.allow.at})`,
    engagement: engagementLine(engagementFacts(planner.engagement, planner.signature, systemClock.wallMs())),
    tools: `${ready.join(', ')}${others.length === 0 ? '' : `; not offered: ${others.join(', ')}`}`,
    audit: storePlace(config, terminal.env).name,
    next: 'bailiwick demo · bailiwick doctor · bailiwick serve --stdio · bailiwick --help',
  };
  if (common.json) await writeJson(terminal, 'status', facts);
  else {
    const lines = Object.entries(facts).map(([name, fact]) => `${name.padEnd(10)} ${fact}\n`);
    await terminal.write(lines.join(''));
  }
  return exitCodes.ok;
}
