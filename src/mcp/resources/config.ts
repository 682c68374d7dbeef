import { jsonContent, type ResourceKind } from './resource.ts';

const uri = 'config://effective';

/** The configuration in force, without its secrets. */
export const configResource: ResourceKind = {
  single: {
    uri,
    name: 'configuration',
    title: 'The configuration in force',
    description: 'Every key with its value; secrets that are set read "[redacted]".',
    mimeType: 'application/json',
  },
  template: null,
  read: async (app, asked) =>
    asked === uri ? jsonContent({ config_version: app.configVersion(), config: app.shownConfig() }) : null,
};
