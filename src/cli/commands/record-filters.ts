import { InvalidArgumentError } from '@commander-js/extra-typings';
import type { Interval } from '../../scope/interval.ts';
import { intervalOf, type RecordFilter } from '../../store/audit/record-filter.ts';
import type { Span } from '../../store/audit/touches.ts';

interface FilterOptions {
  readonly run?: string | undefined;
  readonly principal?: string | undefined;
  readonly target?: string | undefined;
  readonly tool?: string | undefined;
  readonly address?: Interval | undefined;
  readonly decision?: 'allow' | 'deny' | undefined;
  readonly since?: number | undefined;
  readonly until?: number | undefined;
  readonly archive?: string | undefined;
}

/** What those options ask for. */
export const filterOf = ({ run, address, since, until, archive, ...same }: FilterOptions): Filtering => ({
  archive,
  filter: { ...same, runId: run, addresses: address },
  span: { from: since ?? 0, to: until ?? Number.MAX_SAFE_INTEGER },
});

interface Filtering {
  readonly filter: RecordFilter;
  readonly span: Span;
  readonly archive: string | undefined;
}

/** Reads the value of an option as an address or a block. */
export function interval(text: string): Interval {
  const found = intervalOf(text);
  if (found === null)
    throw new InvalidArgumentError('It takes an address or a block, as 10.0.0.5 or 10.0.0.0/24.');
  return found;
}
