import type { Format } from './migration.ts';

/** The format that this bailiwick reads. The first one has nothing before it: each later one adds the step from its predecessor. */
export const format = { version: 1, migrations: [] } as const satisfies Format;
