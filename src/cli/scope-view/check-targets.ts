import { systemClock } from '../../host/clock.ts';
import { answeredResolver, systemResolver } from '../../host/resolver.ts';
import { failure, type Failure } from '../../kernel/failure.ts';
import { ok } from '../../kernel/result.ts';
import { findAnswers } from '../../pipeline/find-answers.ts';
import { hostOrUrl } from '../../scope/endpoint.ts';
import { standingOf } from '../../scope/engagement-standing.ts';
import { explainTarget, namesIn, type Explanation } from '../../scope/explain-target.ts';
import { parsePorts } from '../../scope/ports.ts';
import { reportTarget, type TargetReport } from '../../scope/target-report.ts';
import { parseAnswers } from '../answers.ts';
import type { CommonOptions } from '../common-options.ts';
import { exitCodes } from '../exit-code.ts';
import { reportFailure, tellFailure, writeJson } from '../report.ts';
import { loadPlanner } from '../settings/load-planner.ts';
import type { Terminal } from '../terminal.ts';

/** What is asked about targets. */
export interface TargetQuestion {
  readonly targets: readonly string[];
  /** `name=address,…`, in the place of DNS. */
  readonly answers: readonly string[];
  /** Ports that would be touched on each of them. */
  readonly ports: string | undefined;
}

/**
 * `scope check`: the decision about each target, its rule and where that is written, and how the engagement stands. Returns the
 * exit code: 3 where a call would be refused now.
 */
export async function checkTargets(
  terminal: Terminal,
  common: CommonOptions,
  question: TargetQuestion,
): Promise<number> {
  const given = parseAnswers(question.answers);
  if (!given.ok) return await reportFailure(terminal, common, given.error);
  const ports = question.ports === undefined ? ok(null) : parsePorts(question.ports, '--ports');
  if (!ports.ok) return await reportFailure(terminal, common, ports.error);
  const loaded = await loadPlanner(terminal, common);
  if (!loaded.ok) return loaded.error;
  const { planner, settings } = loaded.value;
  const { scope } = planner;
  const resolver = answeredResolver(
    given.value,
    systemResolver(systemClock, () => settings.config.scope.dns_timeout_ms),
  );
  const endpoints = question.targets.map((target) => hostOrUrl(target));
  const asked = { names: namesIn(scope, endpoints), deniedNames: scope.deniedNames, lenient: true };
  const { signal } = new AbortController();
  const answers = await findAnswers(asked, scope, { resolver, deniedResolver: resolver }, signal);
  if (!answers.ok) return await reportFailure(terminal, common, answers.error);
  const rows = endpoints.map((endpoint) => {
    const told = explainTarget(scope, endpoint, answers.value, ports.value);
    return { told, report: reportTarget(endpoint.text, told) };
  });
  for (const row of rows) await tellRow(terminal, common, row);
  const now = systemClock.wallMs();
  const { words } = standingOf(planner.engagement, now);
  if (common.json)
    await writeJson(terminal, 'scope-check', {
      engagement: words,
      targets: rows.map(({ report }) => report),
    });
  else await terminal.write(`engagement  ${words}\n`);
  const open = planner.engagement.admits(now);
  if (!open.ok) tellFailure(terminal, common, open.error);
  return exitCodeOfCheck(
    rows.map(({ report }) => report),
    open.ok,
  );
}

/** What is no target is a slip of whoever asked, as it is for a call; a closed engagement would refuse every call. */
function exitCodeOfCheck(reports: readonly TargetReport[], open: boolean): number {
  if (reports.some(({ code }) => code === 'input.invalid')) return exitCodes.usage;
  return open && reports.every(({ decision }) => decision === 'allowed') ? exitCodes.ok : exitCodes.refused;
}

interface Row {
  readonly told: Explanation;
  readonly report: TargetReport;
}

async function tellRow(terminal: Terminal, common: CommonOptions, { told, report }: Row): Promise<void> {
  const refused = failureOf(told);
  if (refused !== null) {
    tellFailure(terminal, common, refused);
  } else if (!common.json && told.decision === 'allowed') {
    const { text, hosts, rule } = told.target;
    const pinned = text === report.target ? '' : ` as ${text}`;
    const count = hosts === 1 ? '1 address' : `${hosts} addresses`;
    await terminal.write(`allowed  ${report.target}${pinned}  ${count}  ${rule.text}  (${rule.at})\n`);
  }
}

/** Why a target may not be touched; what is not known of a denied name is a reason too. */
function failureOf(told: Explanation): Failure | null {
  if (told.decision !== 'allowed') return told.failure;
  return told.without === null ? null : failure('scope.unresolved', told.without, { rule: told.target.rule });
}
