import type { Span } from '../audit/touches.ts';
import type { ListedSegment } from './list-segments.ts';

/** The segments that may hold records of a span, of all of them in their order. A clock may have been set by a day between records. */
export const segmentsOfSpan = (
  segments: readonly ListedSegment[],
  { from, to }: Span,
): readonly ListedSegment[] =>
  segments.filter(({ until }, index) => {
    const since = segments[index - 1]?.until ?? null;
    return (until === null || until + dayMs >= from) && (since === null || since - dayMs <= to);
  });

const dayMs = 86_400_000;
