import { isEveryPort, type Reach } from './reach.ts';
import { remarks, type Origin } from './remarks.ts';

/** The scope as a Kubernetes NetworkPolicy for what pods send. */
export const toNetworkPolicy = (reach: Reach, origin: Origin): string =>
  `${remarks('a Kubernetes NetworkPolicy', origin, reach, limits)}apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: bailiwick-scope
spec:
  podSelector:
    matchLabels:
      app.kubernetes.io/name: bailiwick
  policyTypes: [Egress]
${egress(reach)}`;

const limits = [
  'It binds pods with the label below. Where ports are named, only TCP and UDP pass; ICMP is up to the network plugin.',
  'A resolver outside the scope, such as that of the cluster, needs a policy of its own.',
];

/** An empty `to` or `ports` would mean everything, so nothing reachable is no rule at all. */
function egress({ v4, v6, ports }: Reach): string {
  const blocks = [...v4, ...v6];
  if (blocks.length === 0 || ports.length === 0) return '  egress: []\n';
  const to = blocks.map((block) => `        - ipBlock: { cidr: "${block}" }\n`).join('');
  const named = isEveryPort(ports)
    ? ''
    : `      ports:\n${ports
        .flatMap(({ lo, hi }) => ['TCP', 'UDP'].map((protocol) => ({ protocol, lo, hi })))
        .map(
          ({ protocol, lo, hi }) =>
            `        - { protocol: ${protocol}, port: ${lo}${hi === lo ? '' : `, endPort: ${hi}`} }\n`,
        )
        .join('')}`;
  return `  egress:\n    - to:\n${to}${named}`;
}
