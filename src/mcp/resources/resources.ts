import {
  ResourceNotFoundError,
  type CompleteRequestParams,
  type ReadResourceResult,
  type Resource,
  type ResourceTemplateType,
} from '@modelcontextprotocol/server';
import type { App } from '../../app/app.ts';
import { ok } from '../../kernel/result.ts';
import { configResource } from './config.ts';
import { hostResource, hostTemplate } from './inventory.ts';
import type { ResourceKind } from './resource.ts';
import { rawRunResource, runResource } from './run.ts';
import { scopeResource } from './scope.ts';
import { statsResource } from './stats.ts';

const kinds: readonly ResourceKind[] = [
  statsResource,
  scopeResource,
  configResource,
  runResource,
  rawRunResource,
  hostResource,
];

/** The resources that there is one of. */
export const resources: Resource[] = kinds.flatMap(({ single }) => (single === null ? [] : [single]));

/** How the others are named. */
export const resourceTemplates: ResourceTemplateType[] = kinds.flatMap(({ template }) =>
  template === null ? [] : [template],
);

/** Reads a resource for whoever asks. What is another's does not exist for him. */
export async function readResource(app: App, uri: string, principal: string): Promise<ReadResourceResult> {
  for (const { read } of kinds) {
    const content = await read(app, uri, principal);
    if (content !== null) return { contents: [{ uri, ...content }] };
  }
  throw new ResourceNotFoundError(uri);
}

/** What completes the beginning of a name: ids of runs, newest first, or addresses of known hosts. */
export async function completeName(
  app: App,
  { ref, argument }: NameToComplete,
  principal: string,
): Promise<string[]> {
  if (ref.type !== 'ref/resource') return [];
  const { name, value } = argument;
  const found = await (name === 'id'
    ? app.runs.ids(value, principal)
    : name === 'address' && ref.uri === hostTemplate
      ? app.inventory.addresses(value, principal)
      : ok([]));
  return found.ok ? [...found.value] : [];
}

type NameToComplete = Pick<CompleteRequestParams, 'ref' | 'argument'>;
