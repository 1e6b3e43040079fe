import * as canvas from '@napi-rs/canvas'
import { createIsomorphicCanvasFactory, getDocumentProxy, renderPageAsImage } from 'unpdf'

/** pixels */
const WIDTH = 960, HIGHEST = 2_000
/** pixels of one picture in the page; a larger one is left out */
const PICTURE_LIMIT = 16_000_000
const canvasImport = () => Promise.resolve(canvas)

export interface DrawnPage { bytes: Uint8Array; width: number; height: number }

/** The first page of a PDF as a PNG of at most 960 × 2000 pixels. Nothing in it runs and nothing is fetched for it. Runs in the worker. */
export async function renderFirstPage(bytes: Uint8Array): Promise<DrawnPage> {
  const pdf = await getDocumentProxy(new Uint8Array(bytes), {
    CanvasFactory: await createIsomorphicCanvasFactory(canvasImport), isEvalSupported: false, useSystemFonts: true, disableFontFace: true, useWorkerFetch: false, enableXfa: false,
    maxImageSize: PICTURE_LIMIT, verbosity: 0,
  })
  const { width, height } = (await pdf.getPage(1)).getViewport({ scale: 1 })
  const wanted = Math.min(WIDTH, Math.floor((HIGHEST * width) / height))
  if (!(wanted >= 16)) throw new Error('a page without a shape')
  return { bytes: new Uint8Array(await renderPageAsImage(pdf, 1, { canvasImport, width: wanted })), width: wanted, height: Math.round((height * wanted) / width) }
}
