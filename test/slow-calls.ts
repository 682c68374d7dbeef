import { once } from 'node:events';
import { createServer, type Server } from 'node:net';

/** A call of a tool as a client makes it. */
export interface Call {
  readonly name: string;
  readonly arguments: Readonly<Record<string, unknown>>;
}

/** 65,535 ports at 50 probes a second: twenty minutes, unless it is stopped. */
export const slowScan: Call = {
  name: 'nmap',
  arguments: { target: '127.0.0.1', ports: '1-65535', max_rate: 50 },
};

/** A check that takes half a minute on any machine, with nothing installed, unless it is stopped. */
export interface SlowCheck {
  readonly call: Call;
  /** Closes the ports that it waits at. */
  readonly close: () => void;
}

/** Opens sixty ports that greet nobody: one after the other, each is listened to for half a second. */
export async function openSlowCheck(): Promise<SlowCheck> {
  const listeners = await Promise.all(Array.from({ length: 60 }, openSilentPort));
  const ports = listeners.map(({ port }) => port).join(',');
  return {
    call: { name: 'port_check', arguments: { target: '127.0.0.1', ports, concurrency: 1 } },
    close: () => {
      for (const { server } of listeners) server.close();
    },
  };
}

async function openSilentPort(): Promise<{ readonly server: Server; readonly port: number }> {
  const server = createServer((socket) => void socket.on('error', () => undefined).resume());
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const address = server.address();
  return { server, port: typeof address === 'object' && address !== null ? address.port : 0 };
}
