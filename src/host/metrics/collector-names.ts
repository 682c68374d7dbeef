/** What is read when a scrape asks for it. */
export const collectorNames = [
  'server',
  'queues',
  'breakers',
  'reloads',
  'sandbox',
  'health',
  'watches',
  'log',
  'resources',
  'process',
] as const;

export type CollectorName = (typeof collectorNames)[number];
