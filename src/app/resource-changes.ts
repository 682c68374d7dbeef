import type { RunEvent } from '../kernel/run-event.ts';
import type { Tool } from '../tools/tool.ts';

/** Tells those who listen which resources have another content than before, by their URIs. */
export interface ResourceChanges {
  /** Calls back from now on; returns the way to stop. */
  readonly listen: (listener: (uri: string) => void) => () => void;
  /** Takes note of what becomes of runs. */
  readonly observe: (event: RunEvent) => void;
  /** Takes note of another configuration. */
  readonly reloaded: () => void;
}

/** Nothing is looked at while nobody listens: what a run saw of a thousand hosts takes a moment to be told. */
export function createResourceChanges(catalogue: readonly Tool[]): ResourceChanges {
  const listeners = new Set<(uri: string) => void>();
  const tell = (uri: string): void => {
    for (const listener of listeners) listener(uri);
  };
  return {
    listen: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    observe: (event) => {
      if (listeners.size === 0 || (event.type !== 'finished' && event.type !== 'refused')) return;
      tell(`run://${event.runId}`);
      tell(`run://${event.runId}/raw`);
      tell('stats://tools');
      if (event.type === 'refused') return;
      const { result, metadata } = event.result;
      const tool = catalogue.find(({ name }) => name === event.tool);
      const seen = tool?.sightings({ argv: metadata.argv, result });
      for (const { address } of seen?.hosts ?? []) tell(`inventory://host/${address}`);
    },
    reloaded: () => {
      tell('config://effective');
      tell('scope://current');
    },
  };
}
