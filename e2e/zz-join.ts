import sharp from 'sharp'
const [out, ...files] = process.argv.slice(2)
const imgs = await Promise.all(files.map(async (f) => { const m = sharp(f); const { width, height } = await m.metadata(); const h = Math.min(height!, 1600); const buf = await m.extract({ left: 0, top: 0, width: width!, height: h }).resize({ width: Math.round(width! * 0.62) }).png().toBuffer(); const meta = await sharp(buf).metadata(); return { buf, w: meta.width!, h: meta.height! } }))
let x = 0
const comp = imgs.map((i) => { const c = { input: i.buf, left: x, top: 0 }; x += i.w + 8; return c })
await sharp({ create: { width: x, height: Math.max(...imgs.map((i) => i.h)), channels: 3, background: '#888' } }).composite(comp).png().toFile(out!)
