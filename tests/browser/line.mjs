// A line between a browser and the program, which can be cut as a real one is: connections end, new ones
// are refused. What a browser calls being offline reaches its workers late, or not at all.

import { once } from "node:events";
import { connect, createServer } from "node:net";

/** Lays a line to a world, and makes the world's addresses lead along it. */
export async function layLine(world) {
  const target = Number(new URL(world.base).port);
  const open = new Set();
  const server = createServer((near) => {
    const far = connect(target, "127.0.0.1");
    for (const [socket, other] of [[near, far], [far, near]]) {
      open.add(socket);
      socket.on("error", () => other.destroy());
      socket.on("close", () => open.delete(socket));
      socket.pipe(other);
    }
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  world.base = `http://127.0.0.1:${port}/`;
  const cut = async () => {
    const closed = once(server, "close");
    server.close();
    for (const socket of open) socket.destroy();
    await closed;
  };
  return {
    cut,
    mend: async () => {
      server.listen(port, "127.0.0.1");
      await once(server, "listening");
    },
    takeUp: () => (server.listening ? cut() : undefined),
  };
}
