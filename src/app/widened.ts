import type { Config } from '../config/schema.ts';
import { failure, type Failure } from '../kernel/failure.ts';
import type { CompiledEngagement } from '../scope/engagement.ts';
import type { Scope } from '../scope/scope.ts';
import { widenings } from '../scope/widenings.ts';

/** What of a configuration says what may be done. */
export interface Admitting {
  readonly config: Config;
  readonly scope: Scope;
  readonly engagement: CompiledEngagement;
}

/** The settings by which a configuration admits what another does not; in doubt a setting is named. */
export const widened = (before: Admitting, after: Admitting): readonly string[] => [
  ...widenings(before.scope, after.scope),
  ...budgets.filter((key) => after.config.scope[key] > before.config.scope[key]).map((key) => `scope.${key}`),
  ...longer(before, after),
  ...intrusive(before.config, after.config),
  ...folders(before.config, after.config),
  ...(isOpened(before.config, after.config) ? ['auth.token'] : []),
];

/** Why a reload that widens is refused as a whole: half of it would be a configuration that nobody has written. */
export const wideningRefused = (paths: readonly string[], placeOf: (path: string) => string): Failure =>
  failure(
    'config.invalid',
    `${paths.join(', ')} would admit what is not admitted now, which takes a restart (reload.allow_widening is false). Nothing was changed.`,
    {
      field: paths[0] ?? 'scope',
      rule: { text: 'reload.allow_widening = false', at: placeOf('reload.allow_widening') },
      next: ['Start the server again, or take the wider part out of the file.'],
    },
  );

const budgets = [
  'max_concurrent_per_target',
  'max_calls_per_target_per_minute',
  'max_probes_per_target_per_hour',
] as const;

function longer({ engagement: was, config: before }: Admitting, after: Admitting): readonly string[] {
  const is = after.engagement;
  const begins = was.notBefore !== null && (is.notBefore === null || is.notBefore < was.notBefore);
  const ends = was.notAfter !== null && (is.notAfter === null || is.notAfter > was.notAfter);
  // No window means any time.
  const opens =
    was.windows.length > 0 &&
    (is.windows.length === 0 || is.windows.some((window) => !was.windows.includes(window)));
  const trusts = before.engagement.require_signature && !after.config.engagement.require_signature;
  return [
    ...(begins ? ['engagement.not_before'] : []),
    ...(ends ? ['engagement.not_after'] : []),
    ...(opens ? ['engagement.windows'] : []),
    ...(trusts ? ['engagement.require_signature'] : []),
  ];
}

/** Where no token is asked for any more, whoever reaches the listener may call. */
const isOpened = ({ auth: was }: Config, { auth: is }: Config): boolean =>
  was.token !== undefined && is.token === undefined;

/** What lies in more folders may be read, and sent. */
const folders = ({ tool: was }: Config, { tool: is }: Config): readonly string[] =>
  (['word_list_folders', 'file_folders'] as const)
    .filter((key) => is[key].some((folder) => !was[key].includes(folder)))
    .map((key) => `tool.${key}`);

const intrusive = (before: Config, after: Config): readonly string[] =>
  Object.entries(after.tools).flatMap(([name, tool]) => {
    const had = before.tools[name]?.intrusive ?? [];
    return (tool?.intrusive ?? []).some((one) => !had.includes(one)) ? [`tools.${name}.intrusive`] : [];
  });
