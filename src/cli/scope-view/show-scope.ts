import { systemClock } from '../../host/clock.ts';
import type { RuleRef } from '../../kernel/failure.ts';
import type { CommonOptions } from '../common-options.ts';
import { writeJson } from '../report.ts';
import { loadPlanner } from '../settings/load-planner.ts';
import type { Terminal } from '../terminal.ts';
import { engagementFacts, writtenFacts } from './engagement-facts.ts';

/** `scope show`: every rule and where it is written, and the engagement that it belongs to. Returns the exit code. */
export async function showScope(terminal: Terminal, common: CommonOptions): Promise<number> {
  const loaded = await loadPlanner(terminal, common);
  if (!loaded.ok) return loaded.error;
  const { scope, engagement, signature } = loaded.value.planner;
  const facts = engagementFacts(engagement, signature, systemClock.wallMs());
  const groups = {
    allow: [...scope.allow.addresses, ...scope.allow.names].map(ruleOf),
    deny: [...scope.deny.addresses, ...scope.deny.names].map(ruleOf),
    ports: [scope.lists.ports, scope.lists.denyPorts].map(ruleOf),
    limits: Object.values(scope.limitRules).map(ruleOf),
    floor: scope.floor.map(ruleOf),
  };
  if (common.json) {
    await writeJson(terminal, 'scope', { ...groups, engagement: facts });
    return 0;
  }
  const width = Math.max(...Object.values(groups).flatMap((rules) => rules.map(({ text }) => text.length)));
  for (const [name, rules] of Object.entries(groups)) {
    const shown = rules.map(({ text, at }) => `  ${text.padEnd(width)}  ${at}\n`);
    await terminal.write(`${name}\n${shown.length === 0 ? '  nothing\n' : shown.join('')}`);
  }
  const lines = writtenFacts(facts).map(([name, fact]) => `  ${name.padEnd(14)} ${fact}\n`);
  await terminal.write(`engagement\n${lines.join('')}`);
  return 0;
}

const ruleOf = ({ text, at }: RuleRef): RuleRef => ({ text, at });
