import { Command, InvalidArgumentError, Option, type CommandUnknownOpts } from '@commander-js/extra-typings';
import type { InventoryView } from '../../inventory/inventory-rows.ts';
import { readTarget } from '../../scope/target.ts';
import { addCommonOptions, readCommonOptions } from '../common-options.ts';
import { inventoryFormats } from '../inventory-view/inventory-formats.ts';
import { momentMs } from '../moment.ts';
import { networkWords } from '../network-words.ts';
import type { Shell } from '../shell.ts';
import { wholeNumber } from '../whole-number.ts';

/** `inventory hosts|ports|services|host`: what all runs saw, put together. */
export function inventoryCommand(shell: Shell): CommandUnknownOpts {
  const list = (view: InventoryView, what: string): CommandUnknownOpts =>
    addCommonOptions(new Command(view))
      .description(what)
      .option('--network <addresses>', 'those alone: an address, a block or a range', networkWords)
      .option('--port <number>', 'that port alone', wholeNumber(1, 65_535))
      .option('--since <when>', 'seen since then: 2h or 7d ago, or a time such as 2026-03-01', momentMs)
      .addOption(
        new Option('--format <format>', 'what it is written as')
          .choices(inventoryFormats)
          .default('table' as const),
      )
      .action(async ({ format, ...filter }, self) => {
        const { showInventory } = await import('../inventory-view/show-inventory.ts');
        const common = readCommonOptions(self);
        const wanted = { ...filter, view, format: common.json ? ('json' as const) : format };
        shell.finish(await showInventory(shell.terminal, common, wanted));
      });
  const host = addCommonOptions(new Command('host'))
    .description('Shows all that is known of one host: since when, until when, and by which run.')
    .argument('<address>', 'its address', oneAddress)
    .action(async (address, _options, self) => {
      const { showHost } = await import('../inventory-view/show-host.ts');
      shell.finish(await showHost(shell.terminal, readCommonOptions(self), address));
    });
  return addCommonOptions(new Command('inventory'))
    .summary('what all runs saw of hosts, put together')
    .description('Puts together what all runs that are kept saw: hosts, ports and services, first and last.')
    .addHelpText(
      'before',
      'Examples:\n  $ bailiwick inventory hosts\n  $ bailiwick inventory ports --port 3389 --since 7d\n  $ bailiwick inventory host 10.0.0.5\n',
    )
    .addCommand(list('hosts', 'Lists every host that answered once, with its open ports.'))
    .addCommand(list('ports', 'Lists every port that was open once, with what was seen of it last.'))
    .addCommand(
      list(
        'services',
        'Lists the services that were open when they were looked at last, the most common first.',
      ),
    )
    .addCommand(host);
}

function oneAddress(text: string): string {
  const target = readTarget(text);
  if (target?.kind === 'address') return target.text;
  throw new InvalidArgumentError('It takes one address, such as 10.0.0.5 or fd00::1.');
}
