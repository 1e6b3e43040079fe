import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { imagePaths, readInside } from './local-files.ts'

const place = realpathSync(mkdtempSync(path.join(tmpdir(), 'laavu-local-')))
afterAll(() => { rmSync(place, { recursive: true }) })
const root = path.join(place, 'ohjeet')
mkdirSync(path.join(root, 'kuvat'), { recursive: true })
mkdirSync(path.join(place, 'ohjeet-toiset'))
writeFileSync(path.join(place, 'salaisuus'), 'salaisuus')
writeFileSync(path.join(place, 'ohjeet-toiset', 'a.png'), 'toinen kansio')
writeFileSync(path.join(root, 'kuvat', 'oma kuva.png'), 'kuva')
symlinkSync('../salaisuus', path.join(root, 'linkki.png'))
symlinkSync('..', path.join(root, 'ylos'))
symlinkSync('kuvat/oma kuva.png', path.join(root, 'sisainen.png'))
const read = async (written: string, folder = root) => Buffer.from(await readInside(root, folder, written, 1000)).toString()

test('a file inside the folder is read, by any way of writing its path', async () => {
  expect(await read('kuvat/oma%20kuva.png')).toBe('kuva')
  expect(await read('../kuvat/oma kuva.png', path.join(root, 'kuvat'))).toBe('kuva')
  expect(await read('sisainen.png')).toBe('kuva')
})

test.each([
  '../salaisuus', '..%2fsalaisuus', 'kuvat/../../salaisuus', '/etc/passwd', '%2fetc%2fpasswd', 'C:\\salaisuus', '\\\\palvelin\\jako', 'linkki.png', 'ylos/salaisuus', '../ohjeet-toiset/a.png', '', '.', 'kuvat', 'ei-ole.png', 'a\0b', '%00',
])('U-9: %j reads nothing', async (written) => {
  await expect(read(written)).rejects.toThrow(expect.objectContaining({ name: 'PageRefused' }))
})

test('a file over the limit is not read', async () => {
  await expect(readInside(root, root, 'kuvat/oma kuva.png', 3)).rejects.toThrow('liian suuri')
})

test('the images of a text are found as it writes them, and those of other places are left out', () => {
  expect(imagePaths('![a](kuvat/a.png) ![b](<oma kuva.png> "Otsikko") ![c](https://x.example/c.png) ![d](data:image/png;base64,AA) ![e](//x/e.png) ![a](kuvat/a.png) [linkki](ohje.pdf) ![f](C:\\f.png) ![g](g(1).png)'))
    .toEqual(['kuvat/a.png', 'oma kuva.png', 'C:\\f.png', 'g(1).png'])
})
