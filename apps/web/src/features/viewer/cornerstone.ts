import { cache, getShouldUseCPURendering, imageLoader, init as initCore, metaData } from '@cornerstonejs/core';
import { init as initDecoders } from '@cornerstonejs/dicom-image-loader';
import { init as initTools } from '@cornerstonejs/tools';
import { loadInstanceFrame } from './image/image-loader.ts';
import { provideMetadata } from './image/metadata-provider.ts';
import { IMAGE_SCHEME } from './image-ids.ts';
import { registerTools } from './tools/tool-group.ts';

/** Decoded pixels that are kept, bytes. */
export const PIXEL_CACHE_BYTES = 1024 ** 3;

let ready: Promise<void> | null = null;

/** Starts Cornerstone once for the page: rendering, decoding workers, this viewer's own image loader and tools. */
export function startCornerstone(): Promise<void> {
  ready ??= start();
  return ready;
}

async function start(): Promise<void> {
  initCore();
  // Without WebGL 2 the library draws on the processor and leaves the sigmoid VOI function out: better no image than a wrong one.
  if (getShouldUseCPURendering()) {
    throw new Error(
      'This browser cannot draw images: WebGL 2 is missing. Switch hardware acceleration on in its settings, or use a current Chrome, Edge, Firefox or Safari.',
    );
  }
  initDecoders({ maxWebWorkers: Math.max(1, Math.min(4, navigator.hardwareConcurrency - 1)) });
  initTools();
  imageLoader.registerImageLoader(IMAGE_SCHEME, loadInstanceFrame);
  metaData.addProvider(provideMetadata, 10_000);
  cache.setMaxCacheSize(PIXEL_CACHE_BYTES);
  registerTools();
}
