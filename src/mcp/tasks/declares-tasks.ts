import { CLIENT_CAPABILITIES_META_KEY } from '@modelcontextprotocol/server';

/** The extension of MCP by which a call answers with a task that its client polls (SEP-2663). */
export const tasksExtension = 'io.modelcontextprotocol/tasks';

/** Whether a request says that its client understands tasks: one that does not is never sent any. */
export function declaresTasks(envelope: Readonly<Record<string, unknown>> | undefined): boolean {
  const extensions = recordAt(envelope?.[CLIENT_CAPABILITIES_META_KEY], 'extensions');
  return recordAt(extensions, tasksExtension) !== null;
}

function recordAt(value: unknown, key: string): object | null {
  if (typeof value !== 'object' || value === null) return null;
  const found: unknown = Object.getOwnPropertyDescriptor(value, key)?.value;
  return typeof found === 'object' && found !== null ? found : null;
}
