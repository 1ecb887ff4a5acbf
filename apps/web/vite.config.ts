import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** CommonJS inside the image loader, which itself must not be bundled in development: its worker is found by its own URL. */
const LOADER = '@cornerstonejs/dicom-image-loader';
const LOADER_COMMONJS = [
  '@cornerstonejs/codec-charls/decodewasmjs',
  '@cornerstonejs/codec-libjpeg-turbo-8bit/decodewasmjs',
  '@cornerstonejs/codec-libjxl/decodewasmjs',
  '@cornerstonejs/codec-openjpeg/decodewasmjs',
  '@cornerstonejs/codec-openjph/wasmjs',
  'comlink',
  'pako',
];

/** The image codecs run in module workers. In development the API is the server of `npm start`. */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), tailwindcss()],
  worker: { format: 'es' },
  build: { outDir: 'dist', target: 'es2022', chunkSizeWarningLimit: 5000 },
  optimizeDeps: {
    exclude: [LOADER],
    include: [
      '@cornerstonejs/core',
      '@cornerstonejs/metadata',
      '@cornerstonejs/tools',
      'dicom-parser',
      ...LOADER_COMMONJS.map((name) => `${LOADER} > ${name}`),
    ],
  },
  server: { proxy: { '/api': process.env.READROOM_DEV_SERVER ?? 'http://localhost:8080' } },
});
