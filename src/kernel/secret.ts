/**
 * A text that shows itself to nobody: printed, logged, joined to others or written as JSON it reads `[redacted]`. Only `reveal`,
 * which is easy to search for, gives it away.
 */
export class Secret {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  /** The text itself, for the one place that needs it. */
  reveal(): string {
    return this.#text;
  }

  toString(): string {
    return shown;
  }

  toJSON(): string {
    return shown;
  }

  /** What `console.log` and assertions of tests show. */
  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return shown;
  }
}

const shown = '[redacted]';
