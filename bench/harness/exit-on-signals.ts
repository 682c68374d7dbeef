/** Lets a signal end this process by way of its `exit` event, where processes and folders are cleared away. */
export function exitOnSignals(): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(1));
}
