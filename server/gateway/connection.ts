import { randomUUID } from 'node:crypto';
import type { Socket } from 'socket.io';
import type { Connection } from '../debates/members.ts';
import type { Clock } from '../platform/clock.ts';
import { notices } from '../protocol/notices.ts';

/** A socket as a debate sees it. Every packet from the other side, a pong included, proves that it is there. */
export function connectionOf(socket: Socket, clock: Clock): Connection {
  let lastProofMs = clock.now();
  socket.conn.on('packet', () => {
    lastProofMs = clock.now();
  });
  return {
    id: randomUUID(),
    isAlive: () => socket.connected,
    lastProofMs: () => lastProofMs,
    follow: (debateId) => void socket.join(debateId),
    say: (name, notice) => {
      socket.emit(name, notices[name].parse(notice));
    },
    close: () => socket.disconnect(true),
  };
}
