import type { Clock } from '../kernel/clock.ts';
import type { Identified } from '../pipeline/ports.ts';
import type { Offer, Tool } from '../tools/tool.ts';
import type { ToolState } from './app.ts';
import type { Planner } from './planner.ts';
import type { ProgramBook } from './programs.ts';

/** Which tools can be called here and now, and what is offered of each. */
export interface ToolStates {
  /** Looks at programs that were not looked at yet, and waits for that at most two seconds; then it is what is known. */
  readonly now: () => Promise<readonly ToolState[]>;
  /** What is known already: nothing is started, nothing waited for. */
  readonly known: () => readonly ToolState[];
  /** Calls back when a look shows others than were told last; returns the way to stop listening. */
  readonly onChange: (listener: () => void) => () => void;
  /** Looks whether what can be called is other than was told last, for what the configuration has changed. */
  readonly reconsider: () => void;
}

/** Reads the states of a catalogue: a program that is installed later is found without a restart. */
export function createToolStates(
  { catalogue, isEnabled, intrusive }: Pick<Planner, 'catalogue' | 'isEnabled' | 'intrusive'>,
  programs: ProgramBook,
  clock: Clock,
): ToolStates {
  const offers = new Map<string, Offer>();
  /** The same offer is the same object, whoever asks: definitions of it are made once. */
  const offerOf = (tool: Tool, raw: boolean | null): Offer => {
    const { classes } = intrusive(tool.name);
    const key = `${tool.name} ${raw} ${classes.join(' ')}`;
    const offer = offers.get(key) ?? tool.offer({ raw, classes });
    offers.set(key, offer);
    return offer;
  };

  const stateOf = (tool: Tool): ToolState => {
    const located = programs.locate(tool);
    const path = located.ok ? located.value : null;
    const unseen = { tool, path, version: null, raw: null, offer: offerOf(tool, null) };
    if (!isEnabled(tool)) return { ...unseen, state: 'disabled', why: 'The configuration switches it off.' };
    if (!located.ok) return { ...unseen, state: 'missing', why: located.error.message };
    const seen = programs.seen(tool);
    if (seen === null)
      return { ...unseen, state: 'unchecked', why: 'Its program has not said yet what it is.' };
    if (!seen.ok) return { ...unseen, state: 'unidentified', why: seen.error.message };
    const { version, raw } = seen.value;
    const known = { tool, path, version, raw, offer: offerOf(tool, raw?.works === true) };
    const lacking = tool.needsRaw ? whyNoRaw(raw) : null;
    return lacking === null
      ? { ...known, state: 'ready', why: null }
      : { ...known, state: 'no_raw', why: lacking };
  };

  const known = (): readonly ToolState[] => catalogue.map(stateOf);
  const listeners = new Set<() => void>();
  /** What was told last, or announced: nobody need hear of one change twice. */
  let told: readonly Offer[] | null = null;
  const tellChange = (): void => {
    const now = offeredIn(known());
    if (told === null || isAlike(told, now)) return;
    told = now;
    for (const listener of listeners) listener();
  };
  return {
    known,
    reconsider: tellChange,
    now: async () => {
      const looking = Promise.all(catalogue.filter(isEnabled).map((tool) => programs.identify(tool)));
      // Also for those who were told before it ended. A bug is the asker's to hear of.
      looking.then(tellChange, () => undefined);
      const enough = Promise.withResolvers<void>();
      const cancel = clock.after(patienceMs, enough.resolve);
      await Promise.race([looking, enough.promise]).finally(cancel);
      const states = known();
      told = offeredIn(states);
      return states;
    },
    onChange: (listener) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
  };
}

/** What clients are offered; an offer that is the same is the same object. */
const offeredIn = (states: readonly ToolState[]): readonly Offer[] =>
  states.filter(({ state }) => state === 'ready').map(({ offer }) => offer);

const isAlike = (before: readonly Offer[], after: readonly Offer[]): boolean =>
  before.length === after.length && before.every((offer, at) => offer === after[at]);

const whyNoRaw = (raw: Identified['raw']): string | null =>
  raw === null ? 'Raw sockets were not tried yet.' : raw.works ? null : raw.why;

const patienceMs = 2_000;
