import { parentPort, workerData } from 'node:worker_threads'
import { findFault, readDocument } from './read/read-document.ts'

export interface WorkerTask { act: 'check' | 'read' | 'preview' | 'convert'; mime: string; bytes: Uint8Array<ArrayBuffer> }

const { act, mime, bytes } = workerData as WorkerTask
const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
if (act === 'check') parentPort?.postMessage(await findFault(buffer, mime))
else if (act === 'read') parentPort?.postMessage(await readDocument(buffer, mime))
// what is heavy is loaded only where it is used
else if (act === 'convert') parentPort?.postMessage(await (await import('./convert/convert-word.ts')).convertWord(buffer))
else parentPort?.postMessage(await (await import('./read/render-page.ts')).renderFirstPage(buffer))
