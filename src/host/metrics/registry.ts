import { families, type FamilyName, type LabelsOf } from './families.ts';
import { otherWord, type Family, type LabelValues } from './family.ts';
import { createHistogram, type Histogram } from './histogram.ts';
import type { Exemplar, FamilySamples, Sample } from './sample.ts';

/** A value that was read, for one series. */
export interface Reading {
  readonly name: FamilyName;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** The series of one server. A word that no label knows is `other`; a value that cannot be counted is told, and not counted. */
export interface Registry {
  /** Adds to a series, which then exists; 0 brings it into being. */
  readonly add: <Name extends FamilyName>(name: Name, labels: LabelsOf<Name>, by: number) => void;
  readonly set: <Name extends FamilyName>(name: Name, labels: LabelsOf<Name>, to: number) => void;
  /** Counts a value in a histogram; null only brings its series into being. */
  readonly observe: <Name extends FamilyName>(
    name: Name,
    labels: LabelsOf<Name>,
    value: number | null,
    exemplar?: Exemplar | null,
  ) => void;
  /** Everything, with what was just read, in the order of the table; a metric without series is left out. */
  readonly samples: (read: readonly Reading[]) => readonly FamilySamples[];
}

/** Makes the series of a server with these tools. */
export function createRegistry(tools: readonly string[]): Registry {
  const scalars = new Map<FamilyName, Map<string, Scalar>>();
  const histograms = new Map<FamilyName, Map<string, Histogram>>();
  const known: ReadonlySet<string> = new Set(tools);

  const labelled = (name: FamilyName, given: Readonly<Record<string, string>>): Sample['labels'] => {
    const { labels }: Family = families[name];
    return Object.entries(labels).map(([label, words]) => [label, closed(words, given[label] ?? '')]);
  };
  const closed = (words: LabelValues, word: string): string => {
    if (words === 'ours' || (words === 'tools or none' && word === '')) return word;
    const isKnown = typeof words === 'string' ? known.has(word) : words.includes(word);
    return isKnown ? word : otherWord;
  };
  const scalarOf = (name: FamilyName, given: Readonly<Record<string, string>>): Scalar =>
    seriesOf(scalars, name, labelled(name, given), (labels) => ({ labels, value: 0 }));
  const refuse = (): void => {
    scalarOf('bailiwick_metrics_refused_values_total', {}).value += 1;
  };
  scalarOf('bailiwick_metrics_refused_values_total', {});

  return {
    add: (name, labels, by) => {
      if (isCountable(by)) scalarOf(name, labels).value += by;
      else refuse();
    },
    set: (name, labels, to) => {
      if (isCountable(to)) scalarOf(name, labels).value = to;
      else refuse();
    },
    observe: (name, labels, value, exemplar = null) => {
      const histogram = seriesOf(histograms, name, labelled(name, labels), createHistogram);
      if (value === null) return;
      if (isCountable(value)) histogram.observe(value, exemplar);
      else refuse();
    },
    samples: (read) => {
      const kept: Reading[] = [];
      for (const reading of read)
        if (isCountable(reading.value)) kept.push(reading);
        else refuse();
      const ofReading = ({ name, labels, value }: Reading): Sample => plain(labelled(name, labels), value);
      return names
        .map((name) => ({
          name,
          type: families[name].type,
          help: families[name].help,
          samples: [
            ...[...(scalars.get(name)?.values() ?? [])].map(({ labels, value }) => plain(labels, value)),
            ...[...(histograms.get(name)?.values() ?? [])].flatMap((histogram) => histogram.samples()),
            ...kept.filter((reading) => reading.name === name).map(ofReading),
          ],
        }))
        .filter(({ samples }) => samples.length > 0);
    },
  };
}

interface Scalar {
  readonly labels: Sample['labels'];
  value: number;
}

function seriesOf<Series>(
  all: Map<FamilyName, Map<string, Series>>,
  name: FamilyName,
  labels: Sample['labels'],
  make: (labels: Sample['labels']) => Series,
): Series {
  let ofName = all.get(name);
  if (ofName === undefined) all.set(name, (ofName = new Map<string, Series>()));
  const key = labels.map(([, word]) => word).join('\n');
  let series = ofName.get(key);
  if (series === undefined) ofName.set(key, (series = make(labels)));
  return series;
}

const plain = (labels: Sample['labels'], value: number): Sample => ({
  suffix: '',
  labels,
  value,
  exemplar: null,
});

/** Scrapers take NaN, and sums never lose it again. */
const isCountable = (value: number): boolean => Number.isFinite(value) && value >= 0;

const isName = (name: string): name is FamilyName => Object.hasOwn(families, name);
const names = Object.keys(families).filter(isName);
