import { cleanDeep } from '../../output/clean.ts';
import { parseAddress } from '../../scope/address.ts';
import { jsonContent, type ResourceKind } from './resource.ts';

/** How hosts are named. */
export const hostTemplate = 'inventory://host/{address}';

/** What the runs of whoever asks saw of one host. */
export const hostResource: ResourceKind = {
  single: null,
  template: {
    uriTemplate: hostTemplate,
    name: 'known_host',
    title: 'A host',
    description:
      'What your runs saw of a host, first and last, and by which run; runs_diff with view "inventory" gives the same.',
    mimeType: 'application/json',
  },
  read: async (app, uri, principal) => {
    const [, address = ''] = /^inventory:\/\/host\/([0-9a-f.:]{2,39})$/.exec(uri) ?? [];
    if (parseAddress(address) === null) return null;
    const found = await app.inventory.hosts(address, principal);
    const [host] = found.ok ? found.value.hosts : [];
    return host === undefined ? null : jsonContent(cleanDeep(host));
  },
};
