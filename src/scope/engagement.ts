import { ok, type Result } from '../kernel/result.ts';

/** Who authorised the scope, and when it holds. */
export interface Engagement {
  /** Null where the operator has named none. */
  readonly id: string | null;
  /** The first moment that is over, in milliseconds since the Unix epoch; null where it has no end. */
  readonly notAfter: number | null;
  /**
   * Whether anything may start at a moment (milliseconds since the Unix epoch), and how long that holds; null where nothing
   * ends it within three weeks. Outside of it the failure is `scope.expired`, with the seconds until the next opening where there is one.
   */
  readonly admits: (wallMs: number) => Result<{ readonly closesInMs: number | null }>;
}

/** An engagement, and what people want to know of it; texts are empty where the operator has written nothing. */
export interface CompiledEngagement extends Engagement {
  readonly authorisedBy: string;
  readonly ticket: string;
  readonly contact: string;
  /** Milliseconds since the Unix epoch; the first moment that is inside. */
  readonly notBefore: number | null;
  readonly windows: readonly string[];
}

/** The engagement of a configuration that names none: it holds at any time. */
export const anyTime: Engagement = {
  id: null,
  notAfter: null,
  admits: () => ok({ closesInMs: null }),
};
