import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:net';

/** A small real service on loopback, for a tool to find. */
export interface DemoService {
  readonly name: string;
  readonly port: number;
  readonly close: () => Promise<void>;
}

/** Starts a web server, an SSH-like and an FTP-like service on 127.0.0.1, at ports that the system chooses. */
export const startServices = (): Promise<readonly DemoService[]> =>
  Promise.all([
    listen('a web server', createHttpServer(answer)),
    listen('a service with an SSH banner', greeter('SSH-2.0-OpenSSH_9.2p1 Debian-2+deb12u3\r\n')),
    listen(
      'a service with an FTP greeting',
      greeter('220 ProFTPD 1.3.8 Server (bailiwick demo) [127.0.0.1]\r\n'),
    ),
  ]);

/** A scanner knows a web server by this header, as it knows the others by what they say first. */
function answer(_request: IncomingMessage, response: ServerResponse): void {
  response.writeHead(200, { Server: 'nginx/1.24.0', 'Content-Type': 'text/html' });
  response.end('<!doctype html><title>bailiwick demo</title>\n');
}

/** Says its greeting and waits for the other side to hang up, at most ten seconds. */
function greeter(greeting: string): Server {
  return createServer((socket) => {
    socket.on('error', () => socket.destroy());
    socket.setTimeout(10_000, () => socket.destroy());
    socket.resume();
    socket.write(greeting);
  });
}

async function listen(name: string, server: Server): Promise<DemoService> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string')
    throw new Error('a TCP listener has an address and a port');
  server.unref();
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => {
        resolve();
      });
    });
  return { name, port: address.port, close };
}
