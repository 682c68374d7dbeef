import type { Failure, RuleRef } from '../kernel/failure.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import { openingHours } from './engagement-hours.ts';
import { readMoment } from './engagement-moment.ts';
import { refuseOutside, type Terms } from './engagement-refusal.ts';
import { readWindow } from './engagement-window.ts';
import type { CompiledEngagement } from './engagement.ts';
import { invalidSetting } from './invalid-setting.ts';
import type { PlaceOf } from './scope.ts';

/** The engagement as configured; a text is empty where nothing is written. */
export interface EngagementSettings {
  readonly id: string;
  readonly authorisedBy: string;
  readonly ticket: string;
  readonly contact: string;
  /** A moment with an offset, or a day (UTC). */
  readonly notBefore: string;
  /** The same; a day is the last one that counts. */
  readonly notAfter: string;
  /** `mon-fri 08:00-20:00 Europe/Berlin`; none means any time. */
  readonly windows: readonly string[];
}

/** Compiles an engagement. Every error is reported at once, as `config.invalid` with the entry and its place. */
export function compileEngagement(
  settings: EngagementSettings,
  placeOf: PlaceOf,
): Result<CompiledEngagement, readonly Failure[]> {
  const errors: Failure[] = [];
  const read = <T>(path: string, result: Result<T, string>): T | null => {
    if (!result.ok) errors.push(invalidSetting(`engagement.${path}`, result.error, placeOf(path)));
    return result.ok ? result.value : null;
  };
  const momentOf = (path: string, text: string, edge: 'start' | 'end'): number | null =>
    text === '' ? null : read(path, readMoment(text, edge));
  const notBefore = momentOf('not_before', settings.notBefore, 'start');
  const notAfter = momentOf('not_after', settings.notAfter, 'end');
  if (notBefore !== null && notAfter !== null && notAfter <= notBefore)
    read(
      'not_after',
      err(`is ${settings.notAfter}, which is not after engagement.not_before; nothing could ever start`),
    );
  if (settings.windows.length > mostWindows)
    read('windows', err(`has ${settings.windows.length} windows; at most ${mostWindows} are accepted`));
  const windows = settings.windows
    .slice(0, mostWindows)
    .flatMap((text, position) => read(`windows[${position}]`, readWindow(text)) ?? []);
  if (errors.length > 0) return err(errors);

  const rule = (path: string, value: string): RuleRef => ({
    text: `engagement.${path} = ${value}`,
    at: placeOf(path),
  });
  const terms: Terms = {
    id: settings.id,
    contact: settings.contact,
    notBefore: notBefore === null ? null : { ms: notBefore, rule: rule('not_before', settings.notBefore) },
    notAfter: notAfter === null ? null : { ms: notAfter, rule: rule('not_after', settings.notAfter) },
    windows: rule('windows', shortList(windows.map(({ text }) => text))),
    clock: windows[0]?.clock ?? null,
    hours: windows.length === 0 ? null : openingHours(windows),
  };
  return ok({
    id: settings.id === '' ? null : settings.id,
    authorisedBy: settings.authorisedBy,
    ticket: settings.ticket,
    contact: settings.contact,
    notBefore,
    notAfter,
    windows: windows.map(({ text }) => text),
    admits: (wallMs) => {
      const early = notBefore !== null && wallMs < notBefore;
      const late = notAfter !== null && wallMs >= notAfter;
      const opening = terms.hours === null ? always : terms.hours.openingAt(wallMs);
      if (early || late || opening === null || wallMs < opening.from)
        return err(refuseOutside(terms, wallMs));
      const closes = Math.min(opening.to, notAfter ?? Infinity);
      return ok({ closesInMs: closes === Infinity ? null : closes - wallMs });
    },
  });
}

const mostWindows = 64;
const always = { from: -Infinity, to: Infinity };

const shortList = (texts: readonly string[]): string =>
  `${texts.slice(0, 4).join(', ')}${texts.length > 4 ? ` and ${texts.length - 4} more` : ''}`;
