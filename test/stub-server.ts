import { chmodSync, existsSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'vitest';
import { z } from 'zod';
import { createGuards } from '../src/app/guards.ts';
import { targetGuardOf } from '../src/app/target-limits.ts';
import { endOfOptions, positional } from '../src/argv/build.ts';
import { configSchema } from '../src/config/schema.ts';
import { openLab, type Lab } from '../src/exec/fixtures/lab.ts';
import { systemClock } from '../src/host/clock.ts';
import type { CallResult } from '../src/kernel/call-result.ts';
import { failure } from '../src/kernel/failure.ts';
import { err, ok } from '../src/kernel/result.ts';
import { inForce } from '../src/pipeline/fixtures/in-force.ts';
import { stage } from '../src/pipeline/fixtures/stage.ts';
import type { Pipeline } from '../src/pipeline/pipeline.ts';
import type { Run } from '../src/pipeline/run.ts';
import { startRun } from '../src/pipeline/start-run.ts';
import type { Breaker } from '../src/resilience/breaker.ts';
import { oneHost } from '../src/scope/endpoint.ts';
import { sampleScope } from '../src/scope/fixtures/sample-scope.ts';
import { defineTool } from '../src/tools/define-tool.ts';
import { samplePolicy } from '../src/tools/fixtures/sample-policy.ts';
import type { Tool } from '../src/tools/tool.ts';

/** A folder of scripts that stand for programs, and what runs them. */
export interface StubFolder {
  readonly folder: string;
  readonly lab: Lab;
  /** Puts a script in place at once; it sends nothing. Each start of it is noted, where `first` is the usual line. */
  readonly put: (name: string, script: string, first?: string) => string;
  /** How often a script was started. */
  readonly starts: (name: string) => number;
  /** A tool whose program is the script of its name: 0 and 3 are results, 10 means that it is broken, `garbage` cannot be read. */
  readonly tool: (name: string, script: string) => Tool;
  readonly close: () => Promise<void>;
}

/** Opens an empty folder; `close()` removes it and ends what runs. */
export function openStubFolder(): StubFolder {
  const folder = mkdtempSync(join(tmpdir(), 'bailiwick-stub-'));
  const log = (name: string): string => join(folder, `${name}.log`);
  const put = (name: string, script: string, first = '#!/bin/sh'): string => {
    const path = join(folder, name);
    writeFileSync(`${path}.new`, `${first}\necho $$ >>${log(name)}\n${script}\n`);
    chmodSync(`${path}.new`, 0o755);
    renameSync(`${path}.new`, path);
    return path;
  };
  const lab = openLab({ searchPath: [folder, '/usr/bin', '/bin'] });
  return {
    folder,
    lab,
    put,
    starts: (name) => (existsSync(log(name)) ? readFileSync(log(name), 'utf8').split('\n').length - 1 : 0),
    tool: (name, script) => {
      put(name, script);
      return toolOf(name);
    },
    close: async () => {
      await lab.close();
      rmSync(folder, { recursive: true });
    },
  };
}

const toolOf = (name: string): Tool =>
  defineTool({
    name,
    title: name,
    description: name,
    program: name,
    identity: { argv: [], expects: /./ },
    limits: { concurrency: 2, timeoutSec: 20 },
    annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
    params: z.strictObject({}),
    targets: ({ target }) => [oneHost(target)],
    ports: () => [],
    argv: (_, [target]) => [endOfOptions, positional(target)],
    exitCodes: { ok: [0, 3], broken: [10] },
    result: z.strictObject({ said: z.string() }),
    parse: ({ stdout }) =>
      stdout === 'garbage\n' ? err(failure('tool.output', 'Not the expected form.')) : ok({ said: stdout }),
    summarise: () => 'Done.',
    untrusted: ['said'],
    example: { target: '10.0.0.5' },
  });

type Settings = Readonly<Record<string, unknown>>;

/** A server without edges: its pipeline alone. */
export interface StubServer {
  readonly start: (tool: string, target?: string, input?: Settings) => Run;
  readonly call: (tool: string, target?: string, input?: Settings) => Promise<CallResult>;
  readonly breakers: ReadonlyMap<string, Breaker>;
  /** Puts another configuration in force. */
  readonly configure: (settings: Settings) => void;
  /** How many calls have started. */
  readonly started: () => number;
  readonly untilStarted: (count: number) => Promise<void>;
}

/** The pipeline of a server with these tools under a configuration, where loopback is allowed. */
export function serverWith(lab: Lab, tools: readonly Tool[], settings: Settings): StubServer {
  let config = configSchema.parse({ version: 1, ...settings });
  const now = () => ({ config, placeOf: (path: string) => path });
  const guards = createGuards(tools, {
    now,
    targets: targetGuardOf(now, systemClock),
    clock: systemClock,
    random: Math.random,
    listen: () => undefined,
  });
  const { pipeline, events } = stage();
  const policy = { ...samplePolicy, scope: sampleScope({ allow: ['loopback'], allowLoopback: true }) };
  const none = failure('input.invalid', 'There is no such tool.');
  const server: Pipeline = {
    ...inForce(pipeline, {
      policy: () => ok(policy),
      find: (name) => {
        const found = tools.find((tool) => tool.name === name);
        return found === undefined ? err(none) : ok(found);
      },
    }),
    guards: guards.of,
    ports: {
      ...pipeline.ports,
      clock: systemClock,
      executor: lab.executor,
      programs: { identify: async ({ program }) => ok({ path: program.name, version: null, raw: null }) },
    },
  };
  const caller = { channel: 'library', principal: 'local', client: null } as const;
  const started = (): number => events.filter(({ type }) => type === 'started').length;
  const start = (tool: string, target = '127.0.0.1', input: Settings = {}): Run =>
    startRun(server, { tool, input: { target, ...input }, caller });
  return {
    start,
    call: (tool, target, input) => start(tool, target, input).result,
    breakers: guards.breakers,
    configure: (other) => {
      config = configSchema.parse({ version: 1, ...other });
      guards.configure(config);
    },
    started,
    untilStarted: async (count) => {
      for (let tries = 0; started() < count && tries < 500; tries += 1) {
        // oxlint-disable-next-line no-await-in-loop -- looks again until it is so, for ten seconds at most
        await sleep(20);
      }
      expect(started()).toBe(count);
    },
  };
}
