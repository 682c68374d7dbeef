/** What a log is told of something that was thrown: never what a caller or a prober is told. */
export const traceOf = (thrown: unknown): string =>
  thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
