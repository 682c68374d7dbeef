import { createConnection, type Socket } from 'node:net';

/** What one connection attempt found. */
export type TcpState = 'open' | 'closed' | 'filtered';

export interface TcpCheck {
  readonly address: string;
  readonly port: number;
  readonly state: TcpState;
  /** From the first packet to the answer, or to giving up. */
  readonly millis: number;
  /** The first line that the service sent by itself, at most 256 bytes; null where it waited for us. */
  readonly banner: string | null;
}

/** How long a check waits, and whether it listens for a banner. */
export interface TcpCheckSettings {
  readonly timeoutMs: number;
  readonly banners: boolean;
}

/**
 * Connects once, sends nothing, and closes. An error that says nothing about the target, such as no free socket on this
 * machine, rejects: it must not pass for a verdict.
 */
export async function tcpCheck(address: string, port: number, settings: TcpCheckSettings): Promise<TcpCheck> {
  const started = performance.now();
  const socket = createConnection({ host: address, port, autoSelectFamily: false });
  try {
    const state = await connected(socket, settings.timeoutMs);
    const millis = Math.round((performance.now() - started) * 100) / 100;
    const banner = state === 'open' && settings.banners ? await bannerOf(socket) : null;
    return { address, port, state, millis, banner };
  } finally {
    socket.destroy();
  }
}

const bannerBytes = 256;
const bannerMs = 500;

function connected(socket: Socket, timeoutMs: number): Promise<TcpState> {
  const { promise, resolve, reject } = Promise.withResolvers<TcpState>();
  const timer = setTimeout(resolve, timeoutMs, 'filtered');
  socket.once('connect', () => resolve(isOwnEcho(socket) ? 'closed' : 'open'));
  socket.on('error', (error: NodeJS.ErrnoException) => {
    const state = states.get(error.code);
    if (state === undefined) reject(error);
    else resolve(state);
  });
  return promise.finally(() => clearTimeout(timer));
}

/** A connection to a free port of this machine can meet itself (TCP simultaneous open); nobody listens there. */
const isOwnEcho = (socket: Socket): boolean =>
  socket.localPort === socket.remotePort && socket.localAddress === socket.remoteAddress;

/** Errors that are an answer, or the lack of one; every other is trouble on this machine. */
const states: ReadonlyMap<string | undefined, TcpState> = new Map([
  ['ECONNREFUSED', 'closed'],
  ['ECONNRESET', 'closed'],
  ['ETIMEDOUT', 'filtered'],
  ['EHOSTUNREACH', 'filtered'],
  ['ENETUNREACH', 'filtered'],
  ['EHOSTDOWN', 'filtered'],
  ['EACCES', 'filtered'],
  ['EPERM', 'filtered'],
]);

function bannerOf(socket: Socket): Promise<string | null> {
  const { promise, resolve } = Promise.withResolvers<string | null>();
  const chunks: Buffer[] = [];
  const finish = (): void => {
    const line = Buffer.concat(chunks).subarray(0, bannerBytes).toString('utf8').split(/\r?\n/, 1)[0];
    resolve(line === undefined || line === '' ? null : line);
  };
  const timer = setTimeout(finish, bannerMs);
  socket.on('data', (chunk) => {
    chunks.push(chunk);
    const size = chunks.reduce((sum, part) => sum + part.length, 0);
    if (size >= bannerBytes || chunk.includes(0x0a)) finish();
  });
  socket.once('close', finish);
  return promise.finally(() => clearTimeout(timer));
}
