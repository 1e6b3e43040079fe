import { parentPort } from 'node:worker_threads'
import { prepareText, type PreparedText, type TextFile } from '../prepare-text.ts'

export interface RenderTask { number: number; title: string; body: string; lang: string; files: TextFile[] }
/** `refused`: the key of the message that says why. */
export type RenderResult = { number: number; text: PreparedText; refused?: undefined } | { number: number; refused: string; text?: undefined }

parentPort?.on('message', (task: RenderTask) => {
  parentPort!.postMessage(render(task))
})

function render(task: RenderTask): RenderResult {
  const { number } = task
  try { return { number, text: prepareText(task) } } catch (error) { return { number, refused: String((error as Error).message) } }
}
