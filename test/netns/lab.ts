import { z } from 'zod';
import { connectStdio } from '../clients.ts';
import { createSandbox, type Sandbox } from '../command-line.ts';
import { corpusAnswers } from '../corpus/scope.ts';
import { allowedServices } from './allowed-services.ts';
import { startOn, type HostProgram } from './host-program.ts';
import { writeLabConfig, type LabOptions } from './lab-config.ts';
import { addresses, makeNetwork, type Host, type Network } from './network.ts';

/** A network with its services, and bailiwick on the scanner, which is judged by the configuration of the corpus. */
export interface Lab {
  readonly network: Network;
  readonly sandbox: Sandbox;
  /** Makes a call by MCP; it throws where that is no request of the protocol. */
  readonly call: (tool: string, input: unknown) => Promise<Called>;
  /** The tools that clients are offered, once every program has been looked at. */
  readonly tools: () => Promise<readonly string[]>;
  /** What the name server of the scanner says from now on, and after how many milliseconds; null for silence. */
  readonly answer: (names: Answers, delayMs?: number | null) => Promise<void>;
  /** The questions that were asked since then, as `A web.lab.internal`. */
  readonly asked: () => Promise<readonly string[]>;
  /** Who was served since the last time: by the allowed hosts, as `10.77.0.10 host /path`, and by the forbidden, as `tcp 80`. */
  readonly visits: (host: 'allowed' | 'forbidden') => Promise<readonly string[]>;
  readonly close: () => Promise<void>;
}

/** For each name the addresses that one look-up after the other is told, the last of them for ever. `*` stands for the others. */
export type Answers = Readonly<Record<string, readonly (readonly string[])[]>>;

/** The answers of the corpus, which never change. */
export const steadyAnswers: Answers = Object.fromEntries(
  Object.entries(corpusAnswers).map(([name, given]) => [name, [given]]),
);

const callResult = z.object({
  status: z.string(),
  summary: z.string(),
  result: z.unknown(),
  error: z.object({ code: z.string(), message: z.string() }).nullable(),
  metadata: z.object({
    pinned: z.array(z.string()),
    argv: z.array(z.string()),
    queue_sec: z.number(),
    sandbox: z.string().nullable(),
  }),
});

export type Called = z.output<typeof callResult>;

/** Makes the network, starts the services and connects to bailiwick; `tag` is as for `makeNetwork`. */
export async function openLab(tag: string, options: LabOptions = {}): Promise<Lab> {
  const network = makeNetwork(tag);
  // What is recorded is written beside the configuration, which no program in a box can do.
  const sandbox = createSandbox(options.recordStarts === true ? 'process' : 'auto');
  const closing: (() => Promise<void>)[] = [];
  const close = async (): Promise<void> => {
    for (const end of closing.splice(0).toReversed()) await end().catch(() => undefined);
    network.remove();
    sandbox.remove();
  };
  try {
    const start = async (host: Host, program: string, words: readonly string[]): Promise<HostProgram> => {
      const started = await startOn(network, host, program, words);
      closing.push(started.stop);
      return started;
    };
    const [names, outerNames, allowed, forbidden] = await Promise.all([
      start('scanner', 'name-server', ['127.0.0.1']),
      start('allowed', 'name-server', [addresses.allowed[0], addresses.allowed6]),
      start('allowed', 'allowed-host', [allowedServices(sandbox.folder)]),
      start('forbidden', 'forbidden-host', []),
    ]);
    const answer: Lab['answer'] = async (given, delayMs = 0) => {
      await names.ask({ names: given, delayMs });
    };
    await answer(steadyAnswers);
    await outerNames.ask({
      names: { ...steadyAnswers, 'admin.a.lab.internal': [['10.77.0.11']] },
      delayMs: 0,
    });
    writeLabConfig(sandbox, options);
    const { client, close: disconnect } = await connectStdio(sandbox, 'legacy', network.on('scanner'));
    closing.push(disconnect);
    const texts = z.array(z.string());
    return {
      network,
      sandbox,
      call: async (name, input) => {
        const request = { method: 'tools/call', params: { name, arguments: input } };
        const answered = await client.request(request, z.object({ structuredContent: callResult }));
        return answered.structuredContent;
      },
      tools: async () => (await client.listTools()).tools.map(({ name }) => name),
      answer,
      asked: async () => texts.parse(await names.ask('asked')),
      visits: async (host) => texts.parse(await (host === 'allowed' ? allowed : forbidden).ask('visits')),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
