import {
  MissingRequiredClientCapabilityError,
  ProtocolError,
  ProtocolErrorCode,
  type CallToolResult,
  type Server,
  type ServerContext,
} from '@modelcontextprotocol/server';
import * as z from 'zod';
import type { App } from '../../app/app.ts';
import { ok, type Result } from '../../kernel/result.ts';
import { counted } from '../counted.ts';
import { principalOf } from '../principal.ts';
import { declaresTasks, tasksExtension } from './declares-tasks.ts';
import { taskOf, type Task } from './task-of.ts';

/** Answers what clients ask about tasks: each is a run of whoever asks, and of nobody else's is told that it exists. */
export function handleTasks(app: App, server: Server): void {
  server.setRequestHandler('tasks/get', { params: taskParams }, ({ taskId }, context) =>
    counted(app, 'tasks/get', null, async () => ({
      resultType: 'complete',
      ...(await taskFor(app, taskId, context)),
    })),
  );
  server.setRequestHandler('tasks/cancel', { params: taskParams }, ({ taskId }, context) =>
    counted(app, 'tasks/cancel', null, async () => {
      await taskFor(app, taskId, context);
      // It is acknowledged at once; how it ended is told to whoever asks then.
      void app.runs.cancel(taskId, principalOf(context));
      return acknowledged;
    }),
  );
  // No run ever asks its client for anything: there is nothing to be answered.
  server.setRequestHandler('tasks/update', { params: taskParams }, ({ taskId }, context) =>
    counted(app, 'tasks/update', null, async () => {
      await taskFor(app, taskId, context);
      return acknowledged;
    }),
  );
}

/** The reply that stands for a run which goes on: a task; null while nothing of it is on the disk. */
export async function taskReply(app: App, runId: string, principal: string): Promise<CallToolResult | null> {
  const task = await findTask(app, runId, principal);
  // The SDK wants the content of whatever is called.
  return task.ok ? { resultType: 'task', content: [], ...task.value } : null;
}

async function taskFor(app: App, taskId: string, context: ServerContext): Promise<Task> {
  if (!declaresTasks(context.mcpReq.envelope))
    throw new MissingRequiredClientCapabilityError({
      requiredCapabilities: { extensions: { [tasksExtension]: {} } },
    });
  const task = await findTask(app, taskId, principalOf(context));
  if (!task.ok) throw new ProtocolError(ProtocolErrorCode.InvalidParams, task.error.message);
  return task.value;
}

async function findTask(app: App, runId: string, principal: string): Promise<Result<Task>> {
  const facts = await app.runs.facts(runId, principal);
  if (!facts.ok) return facts;
  const result = await app.runs.wait(runId, principal, 0, AbortSignal.abort());
  return result.ok ? ok(taskOf(facts.value, result.value, Date.now())) : result;
}

const taskParams = z.looseObject({ taskId: z.string().max(64) });

const acknowledged = { resultType: 'complete' };
