/** What calls are counted for that may come too fast. */
export const rateScopes = ['client', 'tool', 'subnet', 'target'] as const;

export type RateScope = (typeof rateScopes)[number];
