import { ProtocolErrorCode, isSpecType, type RequestId, type Transport } from '@modelcontextprotocol/server';
import { quote } from '../kernel/quote.ts';

/**
 * Makes a transport that somebody listens to answer a request whose id is still open with -32600, and pass the others on:
 * with two requests of one id, a cancel would reach one of them and the other would run to its end.
 */
export function refuseRepeatedIds(transport: Transport): void {
  const open = new Set<RequestId>();
  const { onmessage } = transport;
  const send = transport.send.bind(transport);
  // oxlint-disable-next-line unicorn/prefer-add-event-listener -- a transport has one callback and no events
  transport.onmessage = (message, extra) => {
    if ('method' in message && 'id' in message) {
      if (open.has(message.id)) {
        // A client that reads nothing any more is not told.
        send(idInUse(message.id)).catch(() => {});
        return;
      }
      open.add(message.id);
    } else if (isSpecType.CancelledNotification(message) && message.params.requestId !== undefined) {
      // A cancelled request gets no answer.
      open.delete(message.params.requestId);
    }
    onmessage?.(message, extra);
  };
  transport.send = async (message, options) => {
    if (!('method' in message) && message.id !== undefined) open.delete(message.id);
    await send(message, options);
  };
}

const idInUse = (id: RequestId) => ({
  jsonrpc: '2.0' as const,
  id,
  error: {
    code: ProtocolErrorCode.InvalidRequest,
    message: `Invalid request: a request with the id ${quote(String(id))} is still open. Give each request an id of its own.`,
  },
});
