import type { CallToolResult } from '@modelcontextprotocol/server';
import { inventoryRows } from '../../inventory/inventory-rows.ts';
import type { InventoryHost } from '../../inventory/inventory.ts';
import { renderHost } from '../../inventory/render-host.ts';
import { estimateTokens } from '../../output/estimate-tokens.ts';
import { fitTexts } from '../../output/fit-tokens.ts';
import { shortenLists } from '../../output/shorten-lists.ts';
import type { KnownHosts } from '../../store/inventory/known-hosts.ts';
import { replyBudget } from '../fit-reply.ts';

/** What runs saw of hosts, in words and as data, within the budget of a reply. */
export function hostsReply({ hosts, total, runs, ports_left_out }: KnownHosts): CallToolResult {
  const summary = `${total} known ${total === 1 ? 'host' : 'hosts'}, by ${runs} of your runs.`;
  const { value, shortened } = fitting({ hosts: rowsOf('hosts', hosts), ports: rowsOf('ports', hosts) });
  const isCut = shortened.length > 0 || hosts.length < total || ports_left_out > 0;
  const next = isCut ? [narrower] : [];
  const lines = hosts.flatMap(renderHost);
  const shown = fitTexts(lines, replyBudget.tokens - tokensAround);
  const more = shown.length < lines.length || isCut ? [`… not all is shown. ${narrower}`] : [];
  return {
    content: [{ type: 'text', text: [summary, ...shown, ...more].join('\n') }],
    structuredContent: {
      status: 'succeeded',
      summary,
      result: value,
      metadata: { next, shortened, untrusted_fields },
    },
    isError: false,
  };
}

const narrower = 'Ask for fewer hosts: runs_diff(view="inventory", hosts="10.0.0.5").';

/** Fields that a target has chosen. */
const untrusted_fields = [
  'hosts[].names',
  'hosts[].os',
  ...['service', 'product', 'version', 'certificate'].map((field) => `ports[].${field}`),
].map((path) => `result.${path}`);

const rowsOf = (view: 'hosts' | 'ports', hosts: readonly InventoryHost[]): readonly unknown[] =>
  inventoryRows(view, hosts).rows.map((row) => Object.fromEntries(row));

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
