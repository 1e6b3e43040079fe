import http from 'node:http'
import https from 'node:https'

/** The server said no. `code` is Meilisearch's own name for the reason; '' when the answer was not Meilisearch's. */
class MeilisearchRefusal extends Error {
  override name = 'MeilisearchRefusal'
  readonly status: number
  readonly code: string

  constructor(status: number, code: string, message: string) {
    super(message)
    this.status = status
    this.code = code
  }
}

/** The longest answer that Laavu asks for, 5000 ids, has a tenth of this. */
const MOST_BYTES = 3_000_000
/** Shorter than the 5 s after which Meilisearch closes an idle connection, so that no request goes out on one that is being closed. */
const IDLE_MS = 4000

/**
 * What the client sends its requests with: kept-alive connections, and head and body in one write. `fetch` sends them apart, and then the body
 * waits 40 ms for the server's acknowledgement of the head.
 */
export function meilisearchHttp(): (url: string | URL | Request, init?: RequestInit) => Promise<unknown> {
  const plain = new http.Agent({ keepAlive: true, timeout: IDLE_MS }), secure = new https.Agent({ keepAlive: true, timeout: IDLE_MS })
  return (input, init = {}) => new Promise((resolve, reject) => {
    const url = new URL(input instanceof Request ? input.url : input), isSecure = url.protocol === 'https:', body = typeof init.body === 'string' ? init.body : ''
    const headers = { ...Object.fromEntries(new Headers(init.headers)), 'content-length': String(Buffer.byteLength(body)) }
    const options: https.RequestOptions = { method: init.method ?? 'GET', headers, agent: isSecure ? secure : plain, ...(init.signal ? { signal: init.signal } : {}) }
    const request = (isSecure ? https : http).request(url, options, (response) => {
      const chunks: Buffer[] = []
      let bytes = 0
      response.on('error', reject) // also an answer that breaks off
      response.on('data', (chunk: Buffer) => {
        chunks.push(chunk)
        bytes += chunk.length
        if (bytes > MOST_BYTES) response.destroy(new Error(`an answer of more than ${MOST_BYTES} bytes`))
      })
      response.on('end', () => {
        try {
          resolve(readAnswer(response.statusCode ?? 0, Buffer.concat(chunks).toString()))
        } catch (error) {
          reject(error instanceof Error ? error : new Error(String(error)))
        }
      })
    })
    request.setNoDelay(true)
    request.on('error', reject)
    request.end(body)
  })
}

function readAnswer(status: number, text: string): unknown {
  if (status >= 200 && status < 300) return text === '' ? undefined : JSON.parse(text)
  const { code = '', message = `status ${status}` } = asObject(text)
  throw new MeilisearchRefusal(status, code, message)
}

function asObject(text: string): { code?: string; message?: string } {
  try {
    return (JSON.parse(text) ?? {}) as { code?: string; message?: string }
  } catch {
    return {}
  }
}

/** The client wraps what is thrown here. */
export function refusalIn(error: unknown): MeilisearchRefusal | null {
  return error instanceof Error && error.cause instanceof MeilisearchRefusal ? error.cause : null
}

export function reasonOf(error: unknown): string {
  const inner = error instanceof Error && error.cause instanceof Error ? error.cause : error
  return inner instanceof Error ? inner.message || String((inner as NodeJS.ErrnoException).code ?? inner.name) : String(inner)
}
