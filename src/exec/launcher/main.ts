import { Socket } from 'node:net';
import { closeInheritedDescriptors } from './inherited-descriptors.ts';
import { serve } from './serve.ts';

// The launcher: a process of its own that starts the programs, so that the server never forks, and that outlives the
// server just long enough to end them. It is begun with an empty environment and before any configuration is read; it
// knows what a start frame tells it, and nothing else.

const channel = 3;

// What ends it is the end of its channel: if it obeyed a signal, it would leave its programs alone.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined);

closeInheritedDescriptors(channel);
serve(new Socket({ fd: channel, readable: true, writable: true }), () => process.exit(0));
