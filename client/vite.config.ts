import react from '@vitejs/plugin-react';
import { defineConfig, loadEnv } from 'vite';

export default defineConfig(({ mode }) => {
  const hub = loadEnv(mode, import.meta.dirname, 'HUB_').HUB_ORIGIN ?? 'http://localhost:8080';
  return {
    plugins: [react()],
    // `public/` holds the public's pages, not files to be copied as they are.
    publicDir: false,
    build: { outDir: '../dist/client', emptyOutDir: true, target: 'es2023' },
    server: { proxy: { '/api': hub, '/hub': { target: hub, ws: true } } },
  };
});
