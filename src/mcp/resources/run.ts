import { systemRandom } from '../../host/random.ts';
import { newFence } from '../../kernel/ids.ts';
import { fenced, markedLine } from '../../output/fenced.ts';
import { rawPage } from '../../output/raw-page.ts';
import { fitReply } from '../fit-reply.ts';
import { jsonContent, type ResourceKind } from './resource.ts';

/** The result of a run, cut as a reply is; that of a run that goes on says how it stands. */
export const runResource: ResourceKind = {
  single: null,
  template: {
    uriTemplate: 'run://{id}',
    name: 'run',
    title: 'A run',
    description: 'The result of a run of yours, by its id; run_wait gives the same.',
    mimeType: 'application/json',
  },
  read: async (app, uri, principal) => {
    const [, id] = /^run:\/\/(r-[a-z-]{17})$/.exec(uri) ?? [];
    if (id === undefined) return null;
    const found = await app.runs.wait(id, principal, 0, AbortSignal.abort());
    return found.ok ? jsonContent(fitReply(found.value, newFence(systemRandom)).structured) : null;
  },
};

/** What the program of a run printed, from its beginning. */
export const rawRunResource: ResourceKind = {
  single: null,
  template: {
    uriTemplate: 'run://{id}/raw',
    name: 'run_output',
    title: 'What a program printed',
    description: 'What the program of a run of yours printed, from its beginning; run_output has all of it.',
    mimeType: 'text/plain',
  },
  read: async (app, uri, principal) => {
    const [, id] = /^run:\/\/(r-[a-z-]{17})\/raw$/.exec(uri) ?? [];
    if (id === undefined) return null;
    const output = await app.runs.output(id, principal, 'stdout');
    if (!output.ok) return null;
    const { lines, next } = rawPage(output.value.bytes, { from: 0, characters: mostCharacters });
    const more = next === null ? [] : [`next: run_output(run_id="${id}", view="raw", cursor="${next}")`];
    const text = [...fenced(newFence(systemRandom), 'the program', lines.map(markedLine)), ...more];
    return { mimeType: 'text/plain', text: text.join('\n') };
  },
};

const mostCharacters = 30_000;
