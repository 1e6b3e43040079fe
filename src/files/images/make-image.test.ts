import sharp from 'sharp'
import { expect, test } from 'vitest'
import { cleanImage, ImageRefused, inTurn, makeSizes } from './make-image.ts'
import { isPlainImage } from './plain-image.ts'

const picture = (width: number, height: number) => sharp({ create: { width, height, channels: 3, background: { r: 200, g: 40, b: 40 } } })
const GPS = { IFD0: { Make: 'Kamera', Artist: 'Aino Esimerkki' }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '66/1 30/1 0/1', GPSLongitudeRef: 'E', GPSLongitude: '25/1 43/1 0/1' } }
const withPlace = (width: number, height: number) => picture(width, height).withExif(GPS).withMetadata({ orientation: 6 }).jpeg()
const refusal = (work: Promise<unknown>) => work.then(() => 'taken', (error: unknown) => (error instanceof ImageRefused ? error.reason : error))

test('U-7: the place, the camera and the name are gone from a JPEG, and it stands as the camera was held', async () => {
  const taken = await withPlace(800, 600).toBuffer(), before = await sharp(taken).metadata()
  expect(before.exif?.includes('Aino Esimerkki')).toBe(true)
  expect(before.orientation).toBe(6)
  const clean = await cleanImage(taken, 'image/jpeg'), after = await sharp(clean.bytes).metadata()
  expect([after.exif, after.xmp, after.iptc, after.orientation]).toEqual([undefined, undefined, undefined, undefined])
  expect(clean.bytes.includes('Aino')).toBe(false)
  expect([clean.width, clean.height]).toEqual([600, 800])
})

test('U-7: a comment, a text chunk and XMP go too', async () => {
  const plain = await picture(100, 80).jpeg().toBuffer()
  const commented = Buffer.concat([plain.subarray(0, 2), Buffer.from([0xff, 0xfe, 0, 9]), Buffer.from('salaisu'), plain.subarray(2)])
  expect((await cleanImage(commented, 'image/jpeg')).bytes.includes('salaisu')).toBe(false)
  const png = await picture(100, 80).withXmp('<x:xmpmeta xmlns:x="adobe:ns:meta/">salaisuus</x:xmpmeta>').png().toBuffer()
  expect((await sharp(png).metadata()).xmp?.includes('salaisuus')).toBe(true)
  expect((await sharp((await cleanImage(png, 'image/png')).bytes).metadata()).xmp).toBeUndefined()
})

test.each([['image/jpeg', 'jpeg'], ['image/png', 'png'], ['image/webp', 'webp']] as const)('a %s that is clean already is kept byte for byte', async (mime, format) => {
  const { bytes } = await cleanImage(await withPlace(700, 500).toFormat(format).toBuffer(), mime)
  expect(isPlainImage(bytes, mime)).toBe(true)
  expect((await cleanImage(bytes, mime)).bytes.equals(bytes)).toBe(true)
})

test('a GIF and an AVIF become WebP', async () => {
  for (const format of ['gif', 'avif'] as const) {
    const { bytes, width } = await cleanImage(await picture(120, 90).toFormat(format).toBuffer(), `image/${format}`)
    expect([(await sharp(bytes).metadata()).format, width]).toEqual(['webp', 120])
  }
})

test('U-5: what is hidden behind or in a picture is not kept', async () => {
  const script = Buffer.from('<script>alert(1)</script>')
  for (const [format, mime] of [['jpeg', 'image/jpeg'], ['png', 'image/png'], ['webp', 'image/webp'], ['gif', 'image/gif']] as const) {
    const { bytes } = await cleanImage(Buffer.concat([await picture(90, 90).toFormat(format).toBuffer(), script]), mime)
    expect(bytes.includes('alert(1)'), format).toBe(false)
  }
})

test('U-5: a picture of 50,000 × 50,000 is refused by its header, and a cut one because it does not end', async () => {
  const png = await picture(10, 10).png().toBuffer(), huge = Buffer.from(png)
  huge.writeUInt32BE(50_000, 16)
  huge.writeUInt32BE(50_000, 20)
  expect(await refusal(cleanImage(huge, 'image/png'))).not.toBe('taken')
  const wide = await picture(12_001, 1).png().toBuffer()
  expect(await refusal(cleanImage(wide, 'image/png'))).toBe('pixels')
  expect(await refusal(cleanImage(await picture(8_000, 7_000).png().toBuffer(), 'image/png'))).toBe('pixels')
  const noise = await sharp({ create: { width: 400, height: 400, channels: 3, background: 'white', noise: { type: 'gaussian', mean: 128, sigma: 30 } } }).jpeg().toBuffer()
  expect(await refusal(cleanImage(noise, 'image/jpeg'))).toBe('taken')
  expect(await refusal(cleanImage(noise.subarray(0, noise.length / 2), 'image/jpeg'))).toBe('broken')
})

test('only the formats of the allow-list are read', async () => {
  expect(await refusal(cleanImage(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'), 'image/png'))).toBe('broken')
  expect(await refusal(cleanImage(await picture(50, 50).tiff().toBuffer(), 'image/png'))).toBe('broken')
})

test('sizes are smaller than the picture, the widest its own width; a small one has none', async () => {
  const sizes = await makeSizes(await cleanImage(await picture(1_200, 900).jpeg().toBuffer(), 'image/jpeg'))
  expect(sizes.map(({ width, height }) => [width, height])).toEqual([[480, 360], [960, 720], [1_200, 900]])
  expect(await makeSizes(await cleanImage(await picture(300, 200).jpeg().toBuffer(), 'image/jpeg'))).toEqual([])
  const large = await cleanImage(await picture(4_000, 1_000).jpeg().toBuffer(), 'image/jpeg')
  expect([large.width, large.height]).toEqual([2_560, 640])
})

test('a picture that libvips never answers for is refused, and does not hold up the next one', async () => {
  await expect(inTurn(() => new Promise(() => {}), 10)).rejects.toMatchObject({ reason: 'broken' })
  expect(await inTurn(() => Promise.resolve('seuraava'), 10)).toBe('seuraava')
})
