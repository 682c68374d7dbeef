/** RFC 5424 severities that bailiwick uses, by level name, the least serious first. */
export const severities = { trace: 7, debug: 7, info: 6, warn: 4, error: 3, fatal: 2 } as const;

export type LogLevel = keyof typeof severities;

/** How many lines of each level were made; lines that were dropped afterwards are among them. */
export type LineCounts = Readonly<Record<LogLevel, number>>;

/** True where a line of level `at` belongs into a log whose least serious lines are of level `least`. */
export const isSeriousEnough = (at: LogLevel, least: LogLevel): boolean => ranks[at] >= ranks[least];

const ranks = { trace: 0, debug: 1, info: 2, warn: 3, error: 4, fatal: 5 } as const;
