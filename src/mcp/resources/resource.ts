import type { Resource, ResourceTemplateType } from '@modelcontextprotocol/server';
import type { App } from '../../app/app.ts';

/** Something that clients can read beside the tools; every fact of it can be had by a tool as well, since many read nothing else. */
export interface ResourceKind {
  /** The only one of its kind, or null where there are many. */
  readonly single: Resource | null;
  /** How those of its kind are named, or null where there is one. */
  readonly template: ResourceTemplateType | null;
  /** The content for whoever asks; null where the name is of another kind, or nothing of his bears it. */
  readonly read: (app: App, uri: string, principal: string) => Promise<Content | null>;
}

export interface Content {
  readonly mimeType: string;
  readonly text: string;
}

/** A document of data. */
export const jsonContent = (document: unknown): Content => ({
  mimeType: 'application/json',
  text: JSON.stringify(document),
});
