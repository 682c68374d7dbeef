import { systemClock } from '../../host/clock.ts';
import { systemResolver } from '../../host/resolver.ts';
import { exitCodeOf, failure, type Failure } from '../../kernel/failure.ts';
import { explainTarget, type Explanation } from '../../scope/explain-target.ts';
import type { Scope } from '../../scope/scope.ts';
import { parseAnswers } from '../answers.ts';
import type { CommonOptions } from '../common-options.ts';
import { shownFailure } from '../error-document.ts';
import { reportFailure, tellFailure, writeJson } from '../report.ts';
import { loadPlanner } from '../settings/load-planner.ts';
import type { Terminal } from '../terminal.ts';

/** `scope check`: the decision about each target, its rule and where that is written. Returns the exit code. */
export async function checkTargets(
  terminal: Terminal,
  common: CommonOptions,
  targets: readonly string[],
  answerTexts: readonly string[],
): Promise<number> {
  const given = parseAnswers(answerTexts);
  if (!given.ok) return await reportFailure(terminal, common, given.error);
  const loaded = await loadPlanner(terminal, common);
  if (!loaded.ok) return loaded.error;
  const { planner, settings } = loaded.value;
  const resolver = systemResolver(systemClock, settings.config.scope.dns_timeout_ms);
  const rows: Row[] = [];
  for (const target of targets) {
    rows.push(
      await judge(planner.scope, target, given.value, (name) =>
        resolver.resolve(name, new AbortController().signal),
      ),
    );
  }
  for (const row of rows) await tellRow(terminal, common, row);
  if (common.json) await writeJson(terminal, 'scope-check', { targets: rows.map(shownRow) });
  const refused = rows.find((row) => row.failure !== null)?.failure ?? null;
  return refused === null ? 0 : exitCodeOf(refused.code);
}

interface Row {
  readonly target: string;
  readonly decision: 'allowed' | 'refused';
  /** What would go into a command line. */
  readonly text: string | null;
  readonly addresses: number;
  readonly rule: string | null;
  readonly at: string | null;
  readonly failure: Failure | null;
}

const shownRow = (row: Row) => ({ ...row, failure: row.failure === null ? null : shownFailure(row.failure) });

type Resolve = ReturnType<typeof systemResolver>['resolve'];

async function judge(
  scope: Scope,
  target: string,
  given: ReadonlyMap<string, readonly string[]>,
  resolve: (name: string) => ReturnType<Resolve>,
): Promise<Row> {
  const first = explainTarget(scope, target);
  if (first.decision !== 'unresolved') return rowOf(target, first);
  const known = given.get(first.name);
  if (known !== undefined) return rowOf(target, explainTarget(scope, target, new Map([[first.name, known]])));
  const found = await resolve(first.name);
  return found.ok
    ? rowOf(target, explainTarget(scope, target, new Map([[first.name, found.value]])))
    : rowOf(target, { decision: 'refused', failure: found.error });
}

function rowOf(target: string, said: Explanation): Row {
  const unknown = { target, decision: 'refused', text: null, addresses: 0, rule: null, at: null } as const;
  switch (said.decision) {
    case 'allowed': {
      const { text, hosts, rule } = said.target;
      return {
        target,
        decision: 'allowed',
        text,
        addresses: hosts,
        rule: rule.text,
        at: rule.at,
        failure: null,
      };
    }
    case 'unresolved':
      return { ...unknown, failure: failure('scope.unresolved', `${said.name} has no known address.`) };
    case 'refused': {
      const { rule } = said.failure;
      return { ...unknown, rule: rule?.text ?? null, at: rule?.at ?? null, failure: said.failure };
    }
  }
}

async function tellRow(terminal: Terminal, common: CommonOptions, row: Row): Promise<void> {
  if (row.failure !== null) {
    tellFailure(terminal, common, row.failure);
  } else if (!common.json) {
    const pinned = row.text === row.target ? '' : ` as ${row.text}`;
    const count = row.addresses === 1 ? '1 address' : `${row.addresses} addresses`;
    await terminal.write(`allowed  ${row.target}${pinned}  ${count}  ${row.rule}  (${row.at})\n`);
  }
}
