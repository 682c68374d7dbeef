import { styleText } from 'node:util';

type Colour = 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'cyan';

/** Puts text in a colour, or leaves it as it is. */
export type Paint = (colour: Colour, text: string) => string;

interface Wish {
  /** False after `--no-color`. */
  readonly asked: boolean;
  readonly tty: boolean;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** Colour only on a screen, and never where `--no-color` or a non-empty NO_COLOR (no-color.org) forbids it. */
export function createPaint(wish: Wish): Paint {
  const wanted = wish.asked && wish.tty && (wish.env['NO_COLOR'] ?? '') === '' && wish.env['TERM'] !== 'dumb';
  return (colour, text) => (wanted ? styleText(colour, text, { validateStream: false }) : text);
}
