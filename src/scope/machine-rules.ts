import type { Failure, RuleRef } from '../kernel/failure.ts';
import { quote } from '../kernel/quote.ts';
import type { AddressRule } from './address-rule.ts';
import { parseAddress } from './address.ts';
import { loopbackIntervals } from './floor.ts';
import { formatInterval } from './format-interval.ts';
import { invalidSetting } from './invalid-setting.ts';

/** The rules that allow loopback, where `rule` switches it on. */
export const loopbackRules = (rule: RuleRef): readonly AddressRule[] =>
  loopbackIntervals().map((interval) => ({
    text: `${rule.text} (${formatInterval(interval)})`,
    at: rule.at,
    interval,
  }));

/**
 * The rules that deny the addresses of the machine that bailiwick runs on: an agent that reaches them may reach what listens
 * there for nobody else. An address that cannot be read is an error, since a missing rule would let it through.
 */
export const ownRules = (texts: readonly string[], at: string, errors: Failure[]): readonly AddressRule[] =>
  texts.flatMap((text) => {
    const interval = parseAddress(text);
    const rule = `scope.allow_own_addresses = false (${text}, an address of this machine)`;
    if (interval !== null) return [{ text: rule, at, interval }];
    const why = `cannot read ${quote(text)}, which this machine names as its address`;
    errors.push(invalidSetting('scope.allow_own_addresses', why, at));
    return [];
  });

/** The rules that deny what reaches every host of a network that this machine stands in, denied ones among them; nothing allows it. */
export const broadcastRules = (texts: readonly string[]): readonly AddressRule[] =>
  texts.flatMap((text) => {
    const interval = parseAddress(text);
    return interval === null
      ? []
      : [{ text: `the floor: ${text} (broadcast of a network of this machine)`, at: 'floor', interval }];
  });
