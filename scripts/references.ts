import { renderConfigExample } from '../src/config/example.ts';
import { configJsonSchema } from '../src/config/json-schema.ts';
import { renderConfigPage } from './reference-config.ts';
import { renderErrorsPage } from './reference-errors.ts';
import { renderLogEventsPage } from './reference-log-events.ts';
import { renderMetricsPage } from './reference-metrics.ts';
import { renderToolsPage } from './reference-tools.ts';
import { renderWalkThrough } from './reference-walk-through.ts';

/** A file that is made from the code. To add one, add a line. */
export interface Reference {
  /** Its path, from the root of the repository. */
  readonly path: string;
  readonly render: () => string;
}

/** Every generated file. */
export const references: readonly Reference[] = [
  { path: 'docs/reference/config.md', render: renderConfigPage },
  {
    path: 'docs/reference/config.schema.json',
    render: () => `${JSON.stringify(configJsonSchema(), null, 2)}\n`,
  },
  { path: 'docs/reference/config.example.yaml', render: renderConfigExample },
  { path: 'docs/reference/errors.md', render: renderErrorsPage },
  { path: 'docs/reference/log-events.md', render: renderLogEventsPage },
  { path: 'docs/reference/metrics.md', render: renderMetricsPage },
  { path: 'docs/reference/tools.md', render: renderToolsPage },
  { path: 'AGENTS.md', render: renderWalkThrough },
];
