import { once } from 'node:events'
import { createServer, type RequestListener, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

const SECOND = 1000
/** Slow and oversized requests end early. A proxy keeps idle connections for less time than this server, so it never meets one that is just closing. */
const LIMITS = { headersTimeout: 15 * SECOND, requestTimeout: 300 * SECOND, keepAliveTimeout: 125 * SECOND, maxHeaderSize: 16_384 }

export interface HttpServer {
  port: number
  /** from here on requests are answered by the app; before it they are told that it is starting */
  answerWith(listener: RequestListener): void
  /** takes no new connections, lets answers end that are on their way, and cuts off what still runs after `patience` milliseconds */
  stop(patience?: number): Promise<void>
}

export async function listen({ host, port }: { host: string; port: number }): Promise<HttpServer> {
  const open = new Set<ServerResponse>()
  let answer: RequestListener = starting, stopping = false
  const server = createServer(LIMITS, (req, res) => {
    open.add(res)
    res.once('close', () => open.delete(res))
    if (stopping) res.setHeader('Connection', 'close')
    answer(req, res)
  })
  server.listen(port, host)
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    answerWith(listener) { answer = listener },
    async stop(patience = 10 * SECOND) {
      stopping = true
      for (const res of open) if (!res.headersSent) res.setHeader('Connection', 'close')
      const closed = new Promise<void>((resolve) => { server.close(() => { resolve() }) })
      const cut = setTimeout(() => { server.closeAllConnections() }, patience)
      await closed
      clearTimeout(cut)
    },
  }
}

const starting: RequestListener = (_req, res) => {
  res.writeHead(503, { 'Content-Type': 'text/plain; charset=utf-8', 'Retry-After': '5', 'Cache-Control': 'no-store' })
  res.end('Laavu käynnistyy. Yritä hetken kuluttua uudelleen.\n')
}
