/**
 * What a cell shows as a PNG, in the pixels of the screen: the image as it is windowed, zoomed and turned, with the drawings over it. Text around the image, such as the
 * patient's name, is not part of it.
 */
export async function pictureOf(cell: HTMLElement): Promise<Blob> {
  const shown = cell.querySelector('canvas');
  if (!shown || shown.width === 0 || shown.height === 0) throw new Error('the cell has no canvas');
  const canvas = document.createElement('canvas');
  canvas.width = shown.width;
  canvas.height = shown.height;
  const context = canvas.getContext('2d');
  if (!context) throw new Error('the browser gives no canvas');
  context.drawImage(shown, 0, 0);
  const drawings = cell.querySelector('svg');
  if (drawings) context.drawImage(await drawingsOf(drawings, shown), 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('the browser made no PNG'))), 'image/png');
  });
}

/** An SVG is drawn to a canvas only as an image of its own, with a size of its own. */
async function drawingsOf(drawings: SVGSVGElement, { clientWidth, clientHeight }: HTMLCanvasElement): Promise<HTMLImageElement> {
  const copy = drawings.cloneNode(true) as SVGSVGElement;
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  copy.setAttribute('width', String(clientWidth));
  copy.setAttribute('height', String(clientHeight));
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(new XMLSerializer().serializeToString(copy))}`;
  await image.decode();
  return image;
}
