import {
  ResourceNotFoundError,
  type ReadResourceResult,
  type Resource,
  type ResourceTemplateType,
} from '@modelcontextprotocol/server';
import type { App } from '../../app/app.ts';
import { configResource } from './config.ts';
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

/** The ids that complete the beginning of one, newest first: what a client offers to whoever types. */
export async function completeRunId(app: App, beginning: string, principal: string): Promise<string[]> {
  const found = await app.runs.ids(beginning, principal);
  return found.ok ? [...found.value] : [];
}
