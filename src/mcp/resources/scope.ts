import type { RuleRef } from '../../kernel/failure.ts';
import { jsonContent, type ResourceKind } from './resource.ts';

const uri = 'scope://current';

/** What may be touched, by which rules: what `scope_check` decides by. Where each is written is for people. */
export const scopeResource: ResourceKind = {
  single: {
    uri,
    name: 'scope',
    title: 'What may be touched',
    description: 'The rules of the scope in force: allowed, denied, the floor below both, ports and limits.',
    mimeType: 'application/json',
  },
  template: null,
  read: async (app, asked) => {
    if (asked !== uri) return null;
    const { allow, deny, floor, lists, limits, urlSchemes } = app.scope();
    return jsonContent({
      allow: textsOf([...allow.addresses, ...allow.names]),
      deny: textsOf([...deny.addresses, ...deny.names]),
      floor: textsOf(floor),
      allow_ports: lists.ports.text,
      deny_ports: lists.denyPorts.text,
      url_schemes: urlSchemes.schemes,
      limits,
      config_version: app.configVersion(),
    });
  },
};

const textsOf = (rules: readonly RuleRef[]): readonly string[] => rules.map(({ text }) => text);
