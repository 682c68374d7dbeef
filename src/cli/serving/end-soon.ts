/**
 * Lets the process end within 200 ms although its last words find no reader: a pipe that is full would keep it alive for as
 * long as somebody holds the other end. Call it when everything is closed; the exit code is the one that is set by then.
 */
export function endSoon(): void {
  setTimeout(() => {
    process.exit();
  }, flushGraceMs).unref();
}

const flushGraceMs = 200;
