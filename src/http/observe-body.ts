/**
 * Passes a response on and calls back once when its body has ended: `early` where the client went away first. The abort of
 * `signal` counts as that, since an idle stream would not notice a lost client until its next event.
 */
export function observeBody(
  response: Response,
  signal: AbortSignal,
  onEnd: (early: boolean) => void,
): Response {
  if (response.body === null) {
    onEnd(false);
    return response;
  }
  const source: ReadableStream<Uint8Array> = response.body;
  const reader = source.getReader();
  let open = true;
  const end = (early: boolean): void => {
    if (!open) return;
    open = false;
    signal.removeEventListener('abort', abort);
    onEnd(early);
  };
  const abort = (): void => {
    end(true);
    reader.cancel().catch(() => {});
  };
  signal.addEventListener('abort', abort, { once: true });
  if (signal.aborted) abort();
  const body = new ReadableStream<Uint8Array>({
    pull: async (controller) => {
      const { done, value } = await reader.read();
      if (!done) {
        controller.enqueue(value);
        return;
      }
      controller.close();
      end(false);
    },
    cancel: abort,
  });
  return new Response(body, { status: response.status, headers: response.headers });
}
