import { floorNetworks, loopbackIntervals, metadataServices } from './floor.ts';
import { intervalSet, setCovers } from './interval-set.ts';
import { covers, overlaps } from './interval.ts';
import { namedSets } from './named-set.ts';
import type { Network } from './scope-entry.ts';
import type { ScopeSettings } from './scope.ts';
import { readTarget } from './target.ts';

/** Says why a network may not stand in `allow`, or null where it may. */
export function checkNetwork(
  { text, interval }: Network,
  settings: Pick<ScopeSettings, 'allowLoopback' | 'allowPublic'>,
): string | null {
  if (!settings.allowLoopback && loopbackIntervals().some((loopback) => covers(loopback, interval))) {
    return `${text} is loopback; set scope.allow_loopback to true instead of listing it`;
  }
  const floor =
    floorNetworks(settings.allowLoopback).find((rule) => overlaps(rule.interval, interval)) ??
    metadataServices().find((rule) => covers(rule.interval, interval));
  if (floor !== undefined) return `${text} overlaps ${floor.text}; leave that part out`;
  if (!settings.allowPublic && !setCovers(privateSet, interval)) {
    return `${text} is public: not inside rfc1918, ula or loopback; set scope.allow_public to true if you may touch it`;
  }
  return null;
}

const privateSet = intervalSet(
  [...namedSets.values()].flat().flatMap((text) => {
    const target = readTarget(text);
    return target === null || target.kind === 'host' ? [] : [target.interval];
  }),
);
