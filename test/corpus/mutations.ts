import fc from 'fast-check';
import type { CorpusCall } from './corpus-planner.ts';
import words from './mutation-words.json' with { type: 'json' };

/** One way to lead a call astray. */
export type Mutation = (call: CorpusCall) => CorpusCall;

/** Applies mutations one after the other. */
export const mutate = (call: CorpusCall, steps: readonly Mutation[]): CorpusCall =>
  steps.reduce((changed, step) => step(changed), call);

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Changes the text at a place; lists of texts are changed in one of their elements. */
const onText =
  (at: number, change: (old: string) => string): Mutation =>
  (call) => {
    if (!isFields(call.arguments)) return call;
    const texts = Object.entries(call.arguments).filter(
      ([, value]) => typeof value === 'string' || Array.isArray(value),
    );
    const [name, value] = texts[at % Math.max(1, texts.length)] ?? [];
    if (name === undefined) return call;
    const changed = Array.isArray(value)
      ? value.map((each: unknown, index) =>
          index === at % value.length && typeof each === 'string' ? change(each) : each,
        )
      : change(String(value));
    return { ...call, arguments: { ...call.arguments, [name]: changed } };
  };

const onField =
  (at: number, value: unknown): Mutation =>
  (call) => {
    if (!isFields(call.arguments)) return call;
    const present = Object.keys(call.arguments);
    const name = present[at % Math.max(1, present.length)];
    return name === undefined ? call : setField(name, value)(call);
  };

const setField =
  (name: string, value: unknown): Mutation =>
  (call) =>
    isFields(call.arguments) ? { ...call, arguments: { ...call.arguments, [name]: value } } : call;

const answer =
  (name: string, given: readonly string[]): Mutation =>
  (call) => ({ ...call, resolve: { ...call.resolve, [name]: given } });

/** Adds words to `extra_args`, in front or behind, as a text or as a list. */
const addFlags =
  (more: readonly string[], first: boolean, asList: boolean): Mutation =>
  (call) => {
    if (!isFields(call.arguments)) return call;
    const given = call.arguments['extra_args'];
    const old = Array.isArray(given) ? given.map(String) : typeof given === 'string' ? given.split(' ') : [];
    const all = first ? [...more, ...old] : [...old, ...more];
    return { ...call, arguments: { ...call.arguments, extra_args: asList ? all : all.join(' ') } };
  };

const insert = (text: string, odd: string, where: number): string => {
  const at = where % (text.length + 1);
  return text.slice(0, at) + odd + text.slice(at);
};

/** Writes every IPv4 address of a text in another way. */
const renumber = (text: string, write: (octets: readonly number[]) => string): string =>
  text.replaceAll(/\b\d{1,3}(?:\.\d{1,3}){3}\b/g, (address) => write(address.split('.').map(Number)));

const place = fc.nat(7);
const notations: readonly ((octets: readonly number[]) => string)[] = [
  (o) => o.map((octet) => `0${octet.toString(8)}`).join('.'),
  (o) => o.map((octet) => `0x${octet.toString(16)}`).join('.'),
  (o) => String(o.reduce((sum, octet) => sum * 256 + octet, 0)),
  (o) => `0x${o.map((octet) => octet.toString(16).padStart(2, '0')).join('')}`,
  ([a = 0, b = 0, c = 0, d = 0]) => `${a}.${b}.${c * 256 + d}`,
  ([a = 0, b = 0, c = 0, d = 0]) => `${a}.${(b * 256 + c) * 256 + d}`,
  (o) => `::ffff:${o.join('.')}`,
  (o) => `[${o.join('.')}]`,
  (o) => o.map((octet) => String(octet).padStart(3, '0')).join('.'),
  ([a = 0, b = 0, c = 0]) => `${a}.${b}.${c}.200`,
  ([a = 0, b = 0, c = 0]) => `${a}.${b}.${c}.20`,
  ([a = 0, b = 0, c = 0]) => `${a}.${b}.${c}.21`,
  ([a = 0, b = 0, c = 0]) => `${a}.${b}.${c}.1`,
  ([a = 0, b = 0, c = 0]) => `${a}.${b}.${c}.0-255`,
  ([a = 0, b = 0, c = 0]) => `${a}.${b}.${c}.60-70`,
  (o) => `${o.join('.')}-${o.join('.')}`,
  (o) => o.toReversed().join('.'),
];
const tail = fc.oneof(
  fc.constantFrom(...words.tails),
  fc.integer({ min: 0, max: 130 }).map((prefix) => `/${prefix}`),
  fc.integer({ min: 0, max: 256 }).map((octet) => `-${octet}`),
);
const character = fc.constantFrom(...words.characters);

/** A flag and what it carries, in every spelling that some program takes. */
const flagWords: fc.Arbitrary<readonly string[]> = fc
  .tuple(fc.constantFrom(...words.dangerous), fc.constantFrom(...words.carried), fc.nat(9))
  .map(([flag, value, spelling]) => {
    const spellings: readonly (readonly string[])[] = [
      [flag, value],
      [`${flag}=${value}`],
      [`${flag}${value}`],
      [`-${flag}`, value],
      [flag.replace(/^--/, '-'), value],
      [flag.slice(0, -1), value],
      [`-n${flag.replace(/^-+/, '')}`, value],
      [value],
      [flag],
      [`${flag} ${value}`],
    ];
    return spellings[spelling] ?? [flag];
  });

/** What attackers do to calls that are accepted, one step or several at once. */
export const mutations: fc.Arbitrary<readonly Mutation[]> = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: fc.tuple(place, tail).map(([at, text]) => onText(at, (old) => old + text)) },
    {
      weight: 3,
      arbitrary: fc
        .tuple(place, character, fc.nat())
        .map(([at, odd, where]) => onText(at, (old) => insert(old, odd, where))),
    },
    {
      weight: 3,
      arbitrary: fc
        .tuple(place, fc.constantFrom(...words.heads))
        .map(([at, text]) => onText(at, (old) => text + old)),
    },
    {
      weight: 3,
      arbitrary: fc
        .tuple(place, fc.constantFrom(...notations))
        .map(([at, write]) => onText(at, (old) => renumber(old, write))),
    },
    {
      weight: 2,
      arbitrary: fc
        .tuple(place, fc.constantFrom(...words.strangers))
        .map(([at, text]) => onText(at, () => text)),
    },
    {
      weight: 4,
      arbitrary: fc
        .tuple(flagWords, fc.boolean(), fc.boolean())
        .map(([more, first, asList]) => addFlags(more, first, asList)),
    },
    {
      weight: 2,
      arbitrary: fc
        .tuple(fc.constantFrom(...words.names), fc.constantFrom(...words.answers))
        .map(([name, given]) => answer(name, given)),
    },
    {
      weight: 1,
      arbitrary: fc
        .tuple(fc.constantFrom(...words.fields), fc.constantFrom<unknown>(...words.values))
        .map(([field, value]) => setField(field, value)),
    },
    {
      weight: 1,
      arbitrary: fc
        .tuple(place, fc.constantFrom<unknown>(...words.values))
        .map(([at, value]) => onField(at, value)),
    },
  ),
  { minLength: 1, maxLength: 3 },
);
