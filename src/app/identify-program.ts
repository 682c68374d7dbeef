import { failure } from '../kernel/failure.ts';
import type { RandomBytes } from '../kernel/ids.ts';
import { quote } from '../kernel/quote.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import type { Executor, Identified, RawState } from '../pipeline/ports.ts';
import type { Probe, Tool } from '../tools/tool.ts';
import { runProbe } from './run-probe.ts';

/** What was seen of a tool's program, and whether that holds for as long as its file stays as it is. */
export interface Sighting {
  readonly identified: Result<Identified>;
  readonly lasting: boolean;
}

/** What identifying takes from outside. */
export interface Lookout {
  readonly executor: Pick<Executor, 'locate' | 'run'>;
  readonly random: RandomBytes;
  /** The version of this package, and so of the programs in it. */
  readonly version: string;
}

/** Asks the program at `path` what it is, and where its tool uses raw sockets, tries whether they work for it. */
export async function identifyProgram(lookout: Lookout, tool: Tool, path: string): Promise<Sighting> {
  const { program, identity } = tool;
  let version = program.kind === 'bundled' ? lookout.version : null;
  if (identity !== null) {
    const probed = await runProbe(lookout.executor, lookout.random, program, identity, 'offline');
    if (probed.kind === 'unclear') return { identified: err(probed.failure), lasting: false };
    if (probed.kind === 'otherwise')
      return { identified: err(another(path, program.name, probed.said)), lasting: true };
    version = probed.version;
  }
  if (tool.rawProbe === null) return { identified: ok({ path, version, raw: null }), lasting: true };
  const { raw, lasting } = await tryRaw(lookout, tool, tool.rawProbe);
  return { identified: ok({ path, version, raw }), lasting };
}

/** Tries raw sockets by the tool's own probe: rights and kernels have too many ways to say no for a guess to be honest. */
async function tryRaw(
  { executor, random }: Lookout,
  { program }: Tool,
  probe: Probe,
): Promise<{ readonly raw: RawState; readonly lasting: boolean }> {
  const tried = quote([program.name, ...probe.argv].join(' '), 160);
  const first = await runProbe(executor, random, program, probe, 'raw');
  // What is believed holds for as long as the file does, and one packet that is lost on a busy machine is no proof.
  const probed = first.kind === 'otherwise' ? await runProbe(executor, random, program, probe, 'raw') : first;
  switch (probed.kind) {
    case 'as_expected':
      return { raw: { works: true, why: `A try of them worked: ${tried}.` }, lasting: true };
    case 'otherwise':
      return {
        raw: { works: false, why: `Two tries of them failed: ${tried}, ${probed.said}.` },
        lasting: true,
      };
    case 'unclear':
      return {
        raw: { works: false, why: `A try of them did not end: ${tried}. ${probed.failure.message}` },
        lasting: false,
      };
  }
}

const another = (path: string, name: string, said: string) =>
  failure('tool.missing', `${quote(path)} does not say that it is ${name} (${said}); nothing was sent.`, {
    next: [`Ask a person to install the ${name} that is meant; \`bailiwick doctor\` says how.`],
  });
