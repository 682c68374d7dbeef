import fc from 'fast-check';

const letters = 'abcdefghijklmnopqrstuvwxyz';
const capitals = letters.toUpperCase();
const digits = '0123456789';

/** Texts of characters from one set, as words of these lengths. */
const words = (set: string, minLength: number, maxLength: number): fc.Arbitrary<string> =>
  fc.string({ unit: fc.constantFrom(...set.split('')), minLength, maxLength });

/** Words that a target may choose to be dear to a model: what no vocabulary has whole. */
const word = fc.oneof(
  words(letters, 1, 15),
  words(capitals, 1, 15),
  words(letters + capitals, 1, 15),
  words(letters + capitals + digits, 1, 15),
  words('!@#$%^&*()_+-=[]{}|;:,.<>?/~`', 1, 40),
  words('{}[]":,\\', 20, 20),
  words(' \ta', 20, 30),
  fc
    .array(
      words(capitals, 1, 1).chain((one) => words(letters, 2, 2).map((two) => one + two)),
      { minLength: 4, maxLength: 4 },
    )
    .map((parts) => parts.join('')),
  fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 60 }),
  fc.string({ unit: 'binary', minLength: 1, maxLength: 20 }),
);

/** Up to 1,500 characters of noise of one kind, divided one way. */
export const noise: fc.Arbitrary<string> = fc
  .tuple(
    fc.array(word, { minLength: 1, maxLength: 20 }),
    fc.constantFrom(' ', '', ',', '\n'),
    fc.nat({ max: 30 }),
  )
  .map(([parts, between, times]) => `${parts.join(between)}${between}`.repeat(times + 1).slice(0, 1500));
