import {
  isJSONRPCRequest,
  isSpecType,
  ProtocolErrorCode,
  WebStandardStreamableHTTPServerTransport,
  type AuthInfo,
  type JSONRPCMessage,
  type RequestId,
} from '@modelcontextprotocol/server';
import { quote } from '../kernel/quote.ts';
import { rpcError } from './rpc-error.ts';

/** The requests of one POST; their stream ends when none of them waits for an answer. */
interface Exchange {
  readonly ids: readonly RequestId[];
  readonly waiting: Set<RequestId>;
  readonly cancelled: Set<RequestId>;
}

/** The SDK's transport of a session, with an account of the requests that are open. */
export class SessionTransport extends WebStandardStreamableHTTPServerTransport {
  readonly #open = new Map<RequestId, Exchange>();

  /**
   * Handles a request whose body has been read. It refuses an id that is still open: with two requests of one id, neither
   * could be cancelled and one would never be answered.
   */
  async handle(request: Request, authInfo: AuthInfo, body: unknown): Promise<Response> {
    const messages: readonly unknown[] = Array.isArray(body) ? body : [body];
    const ids = messages.filter((message) => isJSONRPCRequest(message)).map(({ id }) => id);
    const repeated = ids.find((id, at) => this.#open.has(id) || ids.indexOf(id) < at);
    if (repeated !== undefined) return idInUse(repeated);
    const exchange: Exchange = { ids, waiting: new Set(ids), cancelled: new Set() };
    for (const id of ids) this.#open.set(id, exchange);
    const response = await super.handleRequest(request, { authInfo, parsedBody: body });
    if (!response.ok) this.#forget(exchange);
    else for (const message of messages) await this.#cancel(message);
    return response;
  }

  override async send(message: JSONRPCMessage, options?: { relatedRequestId?: RequestId }): Promise<void> {
    await super.send(message, options);
    if ('method' in message || message.id === undefined) return;
    const exchange = this.#open.get(message.id);
    exchange?.waiting.delete(message.id);
    if (exchange !== undefined) await this.#settle(exchange);
  }

  /** A cancelled request gets no answer, so that nothing but this would end its stream and free its connection. */
  async #cancel(message: unknown): Promise<void> {
    if (!isSpecType.CancelledNotification(message)) return;
    const { requestId } = message.params;
    const exchange = requestId === undefined ? undefined : this.#open.get(requestId);
    if (requestId === undefined || exchange === undefined) return;
    exchange.waiting.delete(requestId);
    exchange.cancelled.add(requestId);
    await this.#settle(exchange);
  }

  async #settle(exchange: Exchange): Promise<void> {
    if (exchange.waiting.size > 0) return;
    this.#forget(exchange);
    for (const id of exchange.cancelled) {
      this.closeSSEStream(id);
      // The SDK forgets a request when it is answered; on a stream that is closed the answer reaches nobody.
      await super.send({
        jsonrpc: '2.0',
        id,
        error: { code: ProtocolErrorCode.InternalError, message: 'Cancelled.' },
      });
    }
  }

  #forget({ ids }: Exchange): void {
    for (const id of ids) this.#open.delete(id);
  }
}

const idInUse = (id: RequestId): Response =>
  rpcError(
    400,
    ProtocolErrorCode.InvalidRequest,
    `Invalid request: a request with the id ${quote(String(id))} is still open. Give each request an id of its own.`,
    id,
  );
