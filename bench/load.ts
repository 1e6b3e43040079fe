import autocannon from 'autocannon'
import { quantile } from './numbers.ts'

export interface Figures { perSecond: number; p50: number; p95: number; p99: number; failed: number }

/**
 * Asks the paths in turn over so many connections for a few seconds, or each once (`seconds: 0`), each with its own cookie when `cookie` is a
 * list, and as browsers do, taking answers zipped. Times are milliseconds as the client sees them.
 */
export async function load(url: string, paths: string[], { connections, seconds, cookie = '' }: { connections: number; seconds: number; cookie?: string | string[] }): Promise<Figures> {
  const times: number[] = []
  const requests = paths.map((path, i) => {
    const own = typeof cookie === 'string' ? cookie : cookie[i]
    return { method: 'GET' as const, path, headers: { 'accept-encoding': 'gzip', ...(own ? { cookie: own } : {}) } }
  })
  const result = await new Promise<autocannon.Result>((resolve, reject) => {
    const run = autocannon({ url, connections, requests, ...(seconds > 0 ? { duration: seconds } : { amount: paths.length }) }, (error, done) => { if (error) reject(error as Error); else resolve(done) })
    run.on('response', (_client, _status, _bytes, time) => { times.push(time) })
  })
  return { perSecond: Math.round(times.length / result.duration), p50: quantile(times, 0.5), p95: quantile(times, 0.95), p99: quantile(times, 0.99), failed: result.non2xx + result.errors }
}
