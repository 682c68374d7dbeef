import { Counter, Gauge, type Registry } from '@prometheus-io/client';

/** How the configuration came to be in force. */
export interface ReloadFacts {
  /** Of what is in force. */
  readonly version: string;
  /** False where the last try was refused, so that what is in force is older than what was asked for. */
  readonly successful: boolean;
  /** When what is in force came so, milliseconds since the Unix epoch. */
  readonly atMs: number;
  /** How many changed leaves wait for a restart. */
  readonly pending: number;
  readonly counts: Readonly<Record<'applied' | 'unchanged' | 'refused', number>>;
}

/** Series about the configuration in force and its reloads, read when they are asked for. */
export function registerReloads(registry: Registry, facts: () => ReloadFacts): void {
  const registers = [registry];
  const gauge = (name: string, help: string, value: () => number): void => {
    const made: Gauge = new Gauge({ name, help, registers, collect: () => made.set(value()) });
  };
  gauge('bailiwick_config_last_reload_successful', '1 unless the last reload was refused.', () =>
    Number(facts().successful),
  );
  gauge(
    'bailiwick_config_last_reload_success_timestamp_seconds',
    'When the configuration in force came so, seconds since the Unix epoch.',
    () => facts().atMs / 1000,
  );
  gauge(
    'bailiwick_config_restart_required',
    'Changed settings that wait for a restart.',
    () => facts().pending,
  );
  const info: Gauge<'hash'> = new Gauge({
    name: 'bailiwick_config_info',
    help: 'Always 1; the label is the version of the configuration in force.',
    labelNames: ['hash'],
    registers,
    collect: () => {
      info.reset();
      info.set({ hash: facts().version }, 1);
    },
  });
  const reloads: Counter<'outcome'> = new Counter({
    name: 'bailiwick_config_reloads_total',
    help: 'Reloads by their outcome.',
    labelNames: ['outcome'],
    registers,
    collect: () => {
      reloads.reset();
      for (const [outcome, count] of Object.entries(facts().counts)) reloads.inc({ outcome }, count);
    },
  });
}
