import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** The image codecs run in module workers. In development the API is the server of `npm start`. */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), tailwindcss()],
  worker: { format: 'es' },
  build: { outDir: 'dist', target: 'es2022', chunkSizeWarningLimit: 4000 },
  server: { proxy: { '/api': process.env.READROOM_DEV_SERVER ?? 'http://localhost:8080' } },
});
