/** Main file of the development server of the pages: `pages.ts PORT`, with `HUB_ORIGIN` naming the hub behind it. */
import { fileURLToPath } from 'node:url';
import { createServer } from 'vite';

const port = Number(process.argv[2]);
const vite = await createServer({
  root: fileURLToPath(new URL('../../client', import.meta.url)),
  server: { port, strictPort: true },
});
await vite.listen();
process.send?.({ ready: true });
for (const event of ['SIGTERM', 'disconnect'] as const)
  process.once(event, () => void vite.close().then(() => process.exit(0)));
