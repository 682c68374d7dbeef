import type { RequestId } from '@modelcontextprotocol/server';

/** Answers a request that no session takes with an error of JSON-RPC 2.0, under an HTTP status that says the same. */
export const rpcError = (
  status: number,
  code: number,
  message: string,
  id: RequestId | null = null,
): Response => Response.json({ jsonrpc: '2.0', error: { code, message }, id }, { status });
