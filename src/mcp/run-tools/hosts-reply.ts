import type { CallToolResult } from '@modelcontextprotocol/server';
import { inventoryRows } from '../../inventory/inventory-rows.ts';
import type { InventoryHost } from '../../inventory/inventory.ts';
import { renderHost } from '../../inventory/render-host.ts';
import { estimateTokens } from '../../output/estimate-tokens.ts';
import { fitTexts } from '../../output/fit-tokens.ts';
import type { ResultRows } from '../../output/result-rows.ts';
import { shortenLists } from '../../output/shorten-lists.ts';
import { textTable } from '../../output/text-table.ts';
import type { KnownHosts } from '../../store/inventory/known-hosts.ts';
import { replyBudget } from '../fit-reply.ts';

/** What runs saw of hosts, in words and as data, within the budget of a reply: many in a line each, one host with all its facts. */
export function hostsReply({ hosts, total, runs, ports_left_out }: KnownHosts): CallToolResult {
  const summary = `${total} known ${total === 1 ? 'host' : 'hosts'}, by ${runs} of your runs.`;
  const [only] = total === 1 ? hosts : [];
  const { lines, result } = only === undefined ? manyHosts(hosts) : oneHost(only);
  const { value, shortened } = fitting(result);
  const isCut = shortened.length > 0 || hosts.length < total || ports_left_out > 0;
  const next = isCut || total > 1 ? [narrower] : [];
  const shown = fitTexts(lines, replyBudget.tokens - tokensAround);
  const cut = shown.length < lines.length || isCut ? ['… not all is shown.'] : [];
  return {
    content: [{ type: 'text', text: [summary, ...shown, ...cut, ...next].join('\n') }],
    structuredContent: {
      status: 'succeeded',
      summary,
      result: value,
      metadata: { next, shortened, untrusted_fields },
    },
    isError: false,
  };
}

interface Told {
  readonly lines: readonly string[];
  readonly result: unknown;
}

function oneHost(host: InventoryHost): Told {
  const [facts] = inventoryRows('hosts', [host]).rows;
  const ports = inventoryRows('ports', [host]);
  const columns = ports.columns.filter((column) => column !== 'address');
  const { open: _, ...rest } = Object.fromEntries(facts ?? []);
  return { lines: renderHost(host), result: { hosts: [rest], ports: fieldsOf({ ...ports, columns }) } };
}

function manyHosts(hosts: readonly InventoryHost[]): Told {
  const rows = {
    ...inventoryRows('hosts', hosts),
    columns: ['address', 'state', 'open', 'names', 'last_seen'],
  };
  return { lines: textTable(rows, 60).trimEnd().split('\n'), result: { hosts: fieldsOf(rows) } };
}

const fieldsOf = ({ columns, rows }: ResultRows): readonly unknown[] =>
  rows.map((row) => Object.fromEntries(columns.map((column) => [column, row.get(column)])));

const narrower = 'One host in full, or fewer of them: runs_diff(view="inventory", hosts="10.0.0.5").';

/** Fields that a target has chosen. */
const untrusted_fields = [
  'hosts[].names',
  'hosts[].os',
  ...['service', 'product', 'version', 'certificate'].map((field) => `ports[].${field}`),
].map((path) => `result.${path}`);

/** As many entries of each list as fit. */
function fitting(result: unknown): ReturnType<typeof shortenLists> {
  const tried = entriesTried.map((entries) => shortenLists(result, 'result', { entries, characters: 120 }));
  return tried.find(fits) ?? shortenLists(result, 'result', { entries: 0, characters: 0 });
}

const fits = ({ value }: { readonly value: unknown }): boolean =>
  estimateTokens(JSON.stringify(value), 'any') <= replyBudget.tokens - tokensAround;

const entriesTried = [60, 40, 30, 20, 15, 11, 8, 6, 4, 3, 2, 1];

/** What stands around the result. */
const tokensAround = 250;
