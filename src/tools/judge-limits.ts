import { failure } from '../kernel/failure.ts';
import { quote } from '../kernel/quote.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import { refusal } from '../scope/refusal.ts';
import type { Scope } from '../scope/scope.ts';
import type { IntrusiveUse } from './tool-spec.ts';
import type { IntrusivePolicy } from './tool.ts';

/** Judges the pace that a caller asks for: never more than `scope.max_rate_pps`. */
export function judgeRate(
  { limits, limitRules }: Scope,
  asked: { readonly field: string; readonly pps: number | undefined } | undefined,
): Result<null> {
  if (asked?.pps === undefined || asked.pps <= limits.rate) return ok(null);
  const why = `${asked.field} is ${asked.pps} packets a second; ${limitRules.rate.text} is the limit`;
  const next = [`Ask for at most ${limits.rate} packets a second.`];
  return err(refusal({ code: 'scope.too_large', why, rule: limitRules.rate, next }, asked.field));
}

/** Judges values of intrusive classes: each must be one that the operator has switched on. */
export function judgeIntrusive<In>(
  use: IntrusiveUse<In> | undefined,
  input: In,
  { classes, rule }: IntrusivePolicy,
): Result<null> {
  if (use === undefined) return ok(null);
  const used = new Set(use.used(input));
  for (const [name, values] of Object.entries(use.classes)) {
    const value = values.find((one) => used.has(one));
    if (value === undefined || classes.includes(name)) continue;
    return err(
      failure(
        'args.refused',
        `${use.field} ${quote(value)} is of the class ${name}, which the operator has not switched on. Nothing was sent.`,
        { field: use.field, rule, next: ['Leave it out, or ask the operator for that class.'] },
      ),
    );
  }
  return ok(null);
}
