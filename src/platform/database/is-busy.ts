/** Another process has the database, or a part of it, to itself just now. */
export const isBusy = (error: unknown) => error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_BUSY')
