import { inventoryRows, type InventoryView } from '../../inventory/inventory-rows.ts';
import type { InventoryHost } from '../../inventory/inventory.ts';
import { ok } from '../../kernel/result.ts';
import { cleanDeep } from '../../output/clean.ts';
import { csvOf } from '../../output/csv.ts';
import { markdownTable } from '../../output/markdown-table.ts';
import { jsonLines, type ResultRows } from '../../output/result-rows.ts';
import { textTable } from '../../output/text-table.ts';
import type { KnownHosts } from '../../store/inventory/known-hosts.ts';
import type { CommonOptions } from '../common-options.ts';
import { exitCodes } from '../exit-code.ts';
import { reportFailure, writeJson } from '../report.ts';
import { withRuns } from '../runs-view/open-runs.ts';
import type { Terminal } from '../terminal.ts';
import type { InventoryFormat } from './inventory-formats.ts';

interface Wanted {
  readonly view: InventoryView;
  readonly format: InventoryFormat;
  readonly network?: string | undefined;
  readonly port?: number | undefined;
  readonly since?: number | undefined;
}

/** `inventory hosts|ports|services|host`: what all runs that are kept saw. Returns the exit code. */
export const showInventory = (
  terminal: Terminal,
  common: CommonOptions,
  { view, format, ...filter }: Wanted,
): Promise<number> =>
  withRuns(terminal, common, async (store) => {
    const found = store === null ? ok(nothing) : await store.knownHosts(filter);
    if (!found.ok) return await reportFailure(terminal, common, found.error);
    const { hosts, runs, unreadable } = found.value;
    if (unreadable > 0)
      terminal.tell(
        `the results of ${unreadable} runs cannot be read, and are left out: bailiwick audit verify\n`,
      );
    const rows = inventoryRows(view, hosts);
    if (format === 'json')
      await writeJson(terminal, `inventory-${view}`, documentOf(view, found.value, rows));
    else if (format === 'table' && rows.rows.length === 0)
      terminal.tell(`nothing that fits, in ${runs} runs that looked at hosts\n`);
    else await terminal.write(renderers[format](rows));
    return exitCodes.ok;
  });

const nothing: KnownHosts = { hosts: [], total: 0, ports_left_out: 0, runs: 0, unreadable: 0 };

const renderers = {
  table: textTable,
  jsonl: jsonLines,
  csv: csvOf,
  md: markdownTable,
} as const satisfies Readonly<Record<Exclude<InventoryFormat, 'json'>, (rows: ResultRows) => string>>;

/** Hosts with all that is known of them; ports and services as their rows. */
function documentOf(
  view: InventoryView,
  { hosts, runs, unreadable }: KnownHosts,
  { rows }: ResultRows,
): Readonly<Record<string, unknown>> {
  const listed = view === 'hosts' ? hosts.map(cleanHost) : rows.map((row) => Object.fromEntries(row));
  return { runs, unreadable_runs: unreadable, [view]: listed };
}

const cleanHost = (host: InventoryHost): unknown => cleanDeep(host);
