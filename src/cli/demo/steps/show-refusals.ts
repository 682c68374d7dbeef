import type { Stage } from '../stage.ts';

/** Asks for what must not happen and shows each refusal with its reason. */
export async function showRefusals({ connection, narrator, hasNmap }: Stage): Promise<void> {
  narrator.step('What lies outside is refused, with the reason, before anything is sent');
  for (const { input, codes, asked } of refusals(hasNmap)) {
    narrator.say(`the agent asks for ${asked}`);
    const reply = await connection.call(hasNmap ? 'nmap' : 'port_check', input);
    const refused = reply?.status === 'refused' && codes.includes(reply.error?.code ?? '');
    narrator.check(refused, `${reply?.status ?? 'no result'} ${reply?.error?.code ?? ''}`);
    if (reply === null) continue;
    narrator.check(reply.execution_time === 0 && reply.metadata.sandbox === null, 'nothing was started');
    narrator.show(reply.error?.message ?? reply.summary);
  }
}

interface Refusal {
  readonly asked: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly codes: readonly string[];
}

/** A program without flags of its own has a typed parameter refused instead. */
const refusals = (hasNmap: boolean): readonly Refusal[] => [
  {
    asked: '8.8.8.8, a public address',
    input: { target: '8.8.8.8', ports: '53' },
    codes: ['scope.outside', 'scope.denied'],
  },
  {
    asked: '"10.0.0.5 8.8.8.8", a second target smuggled in',
    input: { target: '10.0.0.5 8.8.8.8', ports: '53' },
    codes: ['input.invalid', 'scope.outside'],
  },
  {
    asked: hasNmap
      ? '--script=/tmp/x.nse, a program of its own'
      : '--script=/tmp/x.nse, a flag that is not there',
    input: { target: '127.0.0.1', extra_args: '--script=/tmp/x.nse' },
    codes: ['args.refused', 'input.invalid'],
  },
];
