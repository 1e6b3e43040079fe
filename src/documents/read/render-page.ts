import { createCanvas } from '@napi-rs/canvas'
import * as canvas from '@napi-rs/canvas'
import { createIsomorphicCanvasFactory, getDocumentProxy } from 'unpdf'

/** pixels */
const WIDTH = 960, SMALL = 480, HIGHEST = 2_000
/** pixels of one picture in the page; a larger one is left out */
const PICTURE_LIMIT = 16_000_000
/** of 100, as for the sizes of a picture */
const QUALITY = 78

export interface DrawnPage { bytes: Uint8Array; width: number; height: number }

/** The first page of a PDF in WebP, at most 960 × 2000 pixels, the smallest size first. Nothing in it runs and nothing is fetched for it. Runs in the worker. */
export async function renderFirstPage(bytes: Uint8Array): Promise<DrawnPage[]> {
  const pdf = await getDocumentProxy(new Uint8Array(bytes), {
    CanvasFactory: await createIsomorphicCanvasFactory(() => Promise.resolve(canvas)), isEvalSupported: false, useSystemFonts: true, disableFontFace: true, useWorkerFetch: false, enableXfa: false,
    maxImageSize: PICTURE_LIMIT, verbosity: 0,
  })
  const page = await pdf.getPage(1), whole = page.getViewport({ scale: 1 }), width = Math.min(WIDTH, Math.floor((HIGHEST * whole.width) / whole.height))
  if (!(width >= SMALL)) throw new Error('a page without a shape that could be shown')
  const drawn = createCanvas(width, Math.round((whole.height * width) / whole.width))
  await page.render({ canvas: drawn as never, canvasContext: drawn.getContext('2d') as never, viewport: page.getViewport({ scale: width / whole.width }) }).promise
  return (width > SMALL ? [SMALL, width] : [width]).map((wanted) => {
    const height = Math.round((drawn.height * wanted) / width), sized = wanted === width ? drawn : createCanvas(wanted, height)
    if (sized !== drawn) {
      const context = sized.getContext('2d')
      context.imageSmoothingQuality = 'high'
      context.drawImage(drawn, 0, 0, wanted, height)
    }
    return { bytes: new Uint8Array(sized.encodeSync('webp', QUALITY)), width: wanted, height }
  })
}
