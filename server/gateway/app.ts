import { existsSync } from 'node:fs';
import { join } from 'node:path';
import express, { type Express } from 'express';
import helmet from 'helmet';
import { answerFailures } from './failures.ts';
import { type HttpTools, type RouteHandlers, serveRoutes } from './http.ts';
import { openApiDocument } from './openapi.ts';

/** Whether each thing the hub stands on works right now. */
type Readiness = () => Promise<Record<string, boolean>>;

export type AppTools = HttpTools & { pages: string; readiness: Readiness };

/** The whole HTTP edge: health, the API, and the pages. */
export function openApp(handlers: RouteHandlers, tools: AppTools): Express {
  const app = express();
  app.disable('x-powered-by');
  app.use(helmet(headers(tools.publicUrl)));
  app.get('/healthz', (_, response) => void response.json({ ok: true }));
  app.get('/readyz', async (_, response) => {
    const parts = await tools.readiness();
    response.status(Object.values(parts).every(Boolean) ? 200 : 503).json(parts);
  });
  const document = openApiDocument(tools.publicUrl);
  app.get('/api/openapi.json', (_, response) => void response.json(document));
  serveRoutes(app, handlers, tools);
  servePages(app, tools.pages);
  app.use(answerFailures(tools.log));
  return app;
}

function headers(publicUrl: string): Parameters<typeof helmet>[0] {
  const isSecure = publicUrl.startsWith('https:');
  return {
    strictTransportSecurity: isSecure,
    referrerPolicy: { policy: 'no-referrer' },
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        // React Aria positions its overlays with inline style attributes.
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:'],
        fontSrc: ["'self'"],
        mediaSrc: ["'self'", 'blob:', 'mediastream:'],
        connectSrc: ["'self'", publicUrl.replace(/^http/, 'ws')],
        manifestSrc: ["'self'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
  };
}

// Built files carry a hash in their names and never change; the page that names them must be asked for each time.
function servePages(app: Express, pages: string): void {
  app.use(
    '/assets',
    express.static(join(pages, 'assets'), { immutable: true, maxAge: '1y', fallthrough: false }),
  );
  app.use(express.static(pages, { index: false, maxAge: '1h' }));
  app.get('/{*page}', (_, response) => {
    const page = join(pages, 'index.html');
    if (!existsSync(page))
      return void response.status(503).send('The pages are not built: run `npm run build`.');
    response.setHeader('cache-control', 'no-cache');
    response.sendFile(page);
  });
}
