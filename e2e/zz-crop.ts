import sharp from 'sharp'
const [out, file, bottom] = process.argv.slice(2)
const m = await sharp(file!).metadata(); const h = Number(bottom)
await sharp(file!).extract({ left: 0, top: Math.max(0, m.height! - h), width: m.width!, height: Math.min(h, m.height!) }).toFile(out!)
