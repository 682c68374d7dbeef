/**
 * The names of attributes, by the semantic conventions for MCP and for generative AI (in development):
 * https://opentelemetry.io/docs/specs/semconv/gen-ai/mcp/. No argument, result, target or command line is among them.
 */
export const attribute = {
  method: 'mcp.method.name',
  protocolVersion: 'mcp.protocol.version',
  requestId: 'jsonrpc.request.id',
  tool: 'gen_ai.tool.name',
  operation: 'gen_ai.operation.name',
  transport: 'network.transport',
  errorType: 'error.type',
} as const;

/** What a tool call is among the operations of generative AI. */
export const executeTool = 'execute_tool';
