import { expect, test } from 'vitest';
import { z } from 'zod';
import type { Offer, Tool } from '../src/tools/tool.ts';
import { planOf } from './plan-of.ts';

/** Every class that a tool may have. */
const classes = [
  'vuln',
  'brute',
  'exploit',
  'dos',
  'external',
  'broadcast',
  'discovery',
  'auth',
  'malware',
  'fuzzer',
];

/** What is offered is what works: where something does not, it is left out, and nothing else changes. */
export function offerRules(tool: Tool): void {
  const whole = tool.offer({ raw: true, classes });
  const offers = [
    tool.offer({ raw: true, classes: [] }),
    tool.offer({ raw: false, classes }),
    tool.offer({ raw: false, classes: [] }),
  ];

  test('nothing is offered that its definition does not have', () => {
    const { description, inputSchema } = tool;
    const offer = tool.offer({ raw: true, classes: [] });
    expect(offer.description).toBe(description);
    expect(hiddenIn(offer, { description, inputSchema })).toEqual([]);
    expect([...namesOf(offer)].filter((name) => !namesOf(tool).has(name))).toEqual([]);
  });

  test('a schema that leaves parameters out does not forbid them, and one that has them all is closed', () => {
    const leaves = [...namesOf(tool)].some((name) => !namesOf(whole).has(name));
    for (const { inputSchema } of offers)
      expect(inputSchema['additionalProperties']).toBe(leaves ? undefined : false);
    expect(tool.inputSchema['additionalProperties']).toBe(false);
  });

  test('an offer differs from another by what is left out, and by what is said of raw sockets', () => {
    for (const offer of offers) {
      expect(withoutValues(offer), 'the rest of the schema').toEqual(withoutValues(whole, namesOf(offer)));
      const said = commonStart(offer.description, whole.description);
      expect(said.length).toBeGreaterThanOrEqual(200);
    }
    const [, noRaw] = offers;
    if (tool.rawProbe === null) expect(noRaw).toEqual(whole);
    else expect(noRaw?.description).not.toBe(whole.description);
  });

  test('what is hidden is refused, or is said to need raw sockets', () => {
    for (const offer of offers) {
      for (const { field, value, list } of hiddenIn(whole, offer)) {
        const plan = planOf(tool, { ...tool.example, [field]: list ? [value] : value });
        const why = `${field}: ${JSON.stringify(value)}`;
        expect(!plan.ok || plan.value.profile === 'raw', why).toBe(true);
        expect(!plan.ok || plan.value.withoutRaw !== null, why).toBe(true);
      }
    }
  });
}

const property = z.looseObject({
  type: z.unknown().optional(),
  enum: z.array(z.unknown()).optional(),
  items: z.looseObject({ enum: z.array(z.unknown()).optional() }).optional(),
});
type Properties = Readonly<Record<string, z.output<typeof property>>>;

const propertiesOf = ({ inputSchema }: Offer): Properties =>
  z.record(z.string(), property).parse(inputSchema['properties']);

const namesOf = (offer: Offer): ReadonlySet<string> => new Set(Object.keys(propertiesOf(offer)));

/** The schema with the values of its enums left out, and of its parameters those that are named. */
function withoutValues(offer: Offer, names = namesOf(offer)): unknown {
  const properties = Object.entries(propertiesOf(offer))
    .filter(([name]) => names.has(name))
    .map(([name, { items, ...rest }]) => [name, { ...rest, enum: [], items: { ...items, enum: [] } }]);
  return { ...offer.inputSchema, properties: Object.fromEntries(properties) };
}

interface Hidden {
  readonly field: string;
  readonly value: unknown;
  readonly list: boolean;
}

/** What one offer has and the other has not. */
function hiddenIn(whole: Offer, offer: Offer): readonly Hidden[] {
  const shown = propertiesOf(offer);
  return Object.entries(propertiesOf(whole)).flatMap(([field, { type, enum: values, items }]) => {
    const list = items !== undefined;
    const all = values ?? items?.enum ?? (type === 'boolean' ? [true] : []);
    const other = shown[field];
    const left = new Set(other === undefined ? [] : (other.enum ?? other.items?.enum ?? all));
    return all.filter((value) => !left.has(value)).map((value) => ({ field, value, list }));
  });
}

function commonStart(a: string, b: string): string {
  let at = 0;
  while (at < a.length && a[at] === b[at]) at += 1;
  return a.slice(0, at);
}
