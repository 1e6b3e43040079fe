import { encodeQR } from 'qr'

/** A QR code as the path of an SVG of `size` × `size` squares, its quiet zone included. */
export interface QrCode { path: string; size: number; text: string }

/** null for a text that no reader would follow: not a web address, or too long to be read from a door. */
export function qrCode(address: string): QrCode | null {
  if (!/^https?:\/\//.test(address) || address.length > 300) return null
  const squares = encodeQR(address, 'raw', { ecc: 'medium', border: 4 })
  const path = squares.flatMap((row, y) => runs(row).map(([x, width]) => `M${x} ${y}h${width}v1h-${width}z`)).join('')
  return { path, size: squares.length, text: address }
}

function runs(row: readonly boolean[]): [number, number][] {
  const found: [number, number][] = []
  for (const [x, dark] of row.entries()) {
    const last = found.at(-1)
    if (!dark) continue
    if (last && last[0] + last[1] === x) last[1]++
    else found.push([x, 1])
  }
  return found
}
