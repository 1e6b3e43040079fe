import type { Sharp, SharpConstructor } from 'sharp'
import { isPlainImage } from './plain-image.ts'

/** `broken`: it cannot be read to its end. `pixels`: it is larger than PIXEL_LIMIT or SIDE_LIMIT. */
export class ImageRefused extends Error {
  override name = 'ImageRefused'
  readonly reason: 'broken' | 'pixels'
  constructor(reason: 'broken' | 'pixels') {
    super(`image refused: ${reason}`)
    this.reason = reason
  }
}

export interface MadeImage { bytes: Buffer; width: number; height: number }

/** pixels of all frames of a picture, unpacked: four bytes each in memory */
const PIXEL_LIMIT = 50_000_000
/** pixels */
const SIDE_LIMIT = 12_000
/** pixels: what is larger is kept in this size */
const LARGEST_KEPT = 2_560
/** Widths that pages choose from. */
const WIDTHS = [480, 960, 1_600]
const SECONDS = 30
/** milliseconds for all that is done to one picture */
const ANSWER = 90_000

let libvips: Promise<SharpConstructor> | undefined
/** Loaded with the first picture: it takes ten megabytes. It reads only the formats of the allow-list, keeps nothing between pictures, and leaves the other core to readers. */
const library = () => (libvips ??= import('sharp').then((loaded) => {
  const sharp = loaded.default as SharpConstructor
  sharp.block({ operation: ['VipsForeignLoad'] })
  sharp.unblock({ operation: ['VipsForeignLoadJpeg', 'VipsForeignLoadPng', 'VipsForeignLoadWebp', 'VipsForeignLoadNsgif', 'VipsForeignLoadHeif'] })
  sharp.cache(false)
  sharp.concurrency(1)
  return sharp
}))

let last: Promise<unknown> = Promise.resolve()
/**
 * One picture at a time: memory is one picture's, however many come. libvips now and then stands still and never answers (lovell/sharp#4486), past its
 * own time limit; the next picture does not wait for that.
 */
export function inTurn<Result>(work: () => Promise<Result>, limit = ANSWER): Promise<Result> {
  let late: NodeJS.Timeout | undefined
  const run = () => Promise.race([work(), new Promise<never>((_resolve, reject) => { late = setTimeout(() => { reject(new ImageRefused('broken')) }, limit) })]).finally(() => { clearTimeout(late) })
  const done = last.then(run, run)
  last = done.catch(() => {})
  return done
}

const open = async (bytes: Buffer, animated: boolean) => (await library())(bytes, { limitInputPixels: PIXEL_LIMIT, failOn: 'error', animated }).timeout({ seconds: SECONDS })

/**
 * The picture that is kept of one that comes in: turned as its camera says, of at most LARGEST_KEPT, with nothing in it but the picture. What is so
 * already is kept byte for byte, so that a picture may go out and come in again without loss. GIF and AVIF become WebP. Throws ImageRefused.
 */
export const cleanImage = (bytes: Buffer, mime: string): Promise<MadeImage> => inTurn(() => refusing(async () => {
  const animated = mime === 'image/gif' || mime === 'image/webp'
  const { width, height, pages = 1, pageHeight = height, hasProfile } = await (await open(bytes, animated)).metadata()
  if (Math.max(width, pageHeight) > SIDE_LIMIT || width * pageHeight * pages > PIXEL_LIMIT) throw new ImageRefused('pixels')
  if (!hasProfile && Math.max(width, pageHeight) <= LARGEST_KEPT && isPlainImage(bytes, mime)) {
    await (await open(bytes, false)).resize(32).toBuffer() // reads it to its end
    return { bytes, width, height: pageHeight }
  }
  const turned = (await open(bytes, animated)).autoOrient().resize({ width: LARGEST_KEPT, height: LARGEST_KEPT, fit: 'inside', withoutEnlargement: true })
  const made = mime === 'image/jpeg' ? turned.jpeg({ quality: 88 }) : mime === 'image/png' ? turned.png() : turned.webp({ quality: 88 })
  const { data, info } = await made.toBuffer({ resolveWithObject: true })
  return { bytes: data, width: info.width, height: info.pageHeight ?? info.height }
}))

/** Smaller copies in WebP; none of a small picture or one that moves. */
export const makeSizes = ({ bytes, width }: MadeImage): Promise<MadeImage[]> => inTurn(() => refusing(async () => {
  if (width <= WIDTHS[0]! || ((await (await open(bytes, true)).metadata()).pages ?? 1) > 1) return []
  const widest = Math.min(width, WIDTHS.at(-1)!), sizes: MadeImage[] = []
  for (const wanted of [...WIDTHS.filter((one) => one < widest), widest]) sizes.push(await sizeOf(await open(bytes, false), wanted))
  return sizes
}))

async function sizeOf(image: Sharp, wanted: number): Promise<MadeImage> {
  const { data, info } = await image.resize({ width: wanted, withoutEnlargement: true }).webp({ quality: 78 }).toBuffer({ resolveWithObject: true })
  return { bytes: data, width: info.width, height: info.height }
}

async function refusing<Result>(work: () => Promise<Result>): Promise<Result> {
  try { return await work() } catch (error) {
    if (error instanceof ImageRefused) throw error
    throw new ImageRefused(/pixel limit|dimensions/i.test((error as Error).message) ? 'pixels' : 'broken')
  }
}
