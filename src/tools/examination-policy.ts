import { ok } from '../kernel/result.ts';
import { compileScope } from '../scope/compile-scope.ts';
import type { Policy } from './tool.ts';

/** The policy under which tools are examined: private networks and `*.lab.internal`, every port, no intrusive class, any file. */
export function examinationPolicy(): Policy {
  const scope = compileScope(
    {
      allow: ['rfc1918', 'ula', '*.lab.internal'],
      deny: ['10.99.0.0/16', 'denied.lab.internal'],
      allowLoopback: false,
      allowPublic: false,
      allowPorts: '1-65535',
      denyPorts: '',
      maxHostsPerCall: 1024,
      maxPortsPerCall: 65_535,
      maxProbesPerCall: 1_000_000,
      maxRatePps: 1000,
      urlSchemes: ['http', 'https'],
      ownAddresses: [],
      broadcastAddresses: [],
    },
    () => 'examination',
  );
  if (!scope.ok) throw new Error('the scope of the examination is no scope');
  return {
    scope: scope.value,
    maxArgsLength: 2048,
    defaultTimeoutSec: 300,
    maxTimeoutSec: 3600,
    toolTimeoutSec: () => null,
    intrusive: () => ({ classes: [], rule: { text: 'none', at: 'examination' } }),
    findFile: (kind, name) =>
      ok({ name, path: `/srv/${kind}/file`, bytes: 800, lines: 100, endsNames: false }),
    sliceAddresses: 0,
  };
}
