/** An answer the visitor should see; anything else that is thrown is a fault of ours (500). `message` is a key of the UI catalogue. */
export class HttpError extends Error {
  override name = 'HttpError'
  readonly status: number
  readonly values: Record<string, string | number>
  readonly headers: Record<string, string>
  constructor(status: number, messageKey: string, options: { values?: Record<string, string | number>; headers?: Record<string, string> } = {}) {
    super(messageKey)
    this.status = status
    this.values = options.values ?? {}
    this.headers = options.headers ?? {}
  }
}

const FULL = ['ENOSPC', 'EDQUOT', 'EFBIG', 'SQLITE_FULL']
/** The disk, or what the system lets the server write, is full: the visitor should know, and nothing of hers is wrong. */
export const isDiskFull = (error: unknown) => error instanceof Error && 'code' in error && FULL.includes(String(error.code))

/** What does not exist and what this viewer may not see are answered alike, to the byte. */
export const notFound = () => new HttpError(404, 'errors.notFound')
