import { useEffect, useRef, useState } from 'react';
import { loadedImage, loadImage } from '../image/image-loader.ts';
import { thumbnailPixels } from '../thumbnail-pixels.ts';

const SIDE = 72;

/** A picture of one image, drawn once it scrolls into view. What cannot be drawn stays a black square: the cell says why. */
export function Thumbnail({ imageId }: { imageId: string }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [isFailed, setFailed] = useState(false);

  useEffect(() => {
    const target = canvas.current;
    if (!target) return;
    let isGone = false;
    const draw = async () => {
      try {
        const pixels = await pixelsOf(imageId);
        if (!isGone) target.getContext('2d')?.putImageData(new ImageData(pixels, SIDE, SIDE), 0, 0);
      } catch {
        if (!isGone) setFailed(true);
      }
    };
    const observer = new IntersectionObserver((entries) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      observer.disconnect();
      void draw();
    });
    observer.observe(target);
    return () => {
      isGone = true;
      observer.disconnect();
    };
  }, [imageId]);

  return (
    <div className="relative size-[72px] shrink-0 overflow-hidden rounded bg-black">
      <canvas ref={canvas} width={SIDE} height={SIDE} className="size-full" aria-hidden />
      {isFailed && <span className="absolute inset-0 grid place-items-center text-[11px] text-neutral-400">No preview</span>}
    </div>
  );
}

async function pixelsOf(imageId: string): Promise<Uint8ClampedArray<ArrayBuffer>> {
  const image = await loadImage(imageId);
  const about = loadedImage(imageId);
  if (!about) throw new Error('the image was dropped before it could be drawn');
  const { header, components, window, voiFunction } = about;
  return thumbnailPixels(
    {
      pixels: image.getPixelData(),
      components,
      rows: header.rows,
      columns: header.columns,
      pixelSize: header.spacing ?? header.aspect,
      window,
      voiFunction,
      isInverted: header.photometricInterpretation === 'MONOCHROME1',
    },
    SIDE,
  );
}
