import { unzipSync } from 'fflate'
import type { Express } from 'express'
import type { Response } from 'superagent'
import { browser } from './sign-in.ts'

export interface Reader { agent: ReturnType<typeof browser>; token: string }
export const isApi = (address: string) => /^\/(openapi\.json|search|items|templates)(\/|\?|$)/.test(address)
const binary = (res: Response, done: (error: Error | null, body: Buffer) => void) => {
  const chunks: Buffer[] = [], stream = res as unknown as NodeJS.ReadableStream
  stream.on('data', (chunk: Buffer) => { chunks.push(Buffer.from(chunk)) })
  stream.on('end', () => { done(null, Buffer.concat(chunks)) })
}

/** What an address of the router says to a person, with what lies inside an archive. Those of the API are asked with her token; with fields, a form is sent. */
export async function readAddress(site: Express, { agent, token }: Reader, address: string, fields?: object): Promise<{ status: number; text: string; to: string }> {
  const asked = fields ? agent.post(address).type('form').send(fields) : isApi(address) ? browser(site).get(`/api/v1${address}`).set('Authorization', `Bearer ${token}`) : agent.get(address)
  const answer = await asked.buffer(true).parse(binary as never), bytes = answer.body as Buffer
  const text = bytes.subarray(0, 2).toString() === 'PK' ? Object.entries(unzipSync(bytes)).map(([name, content]) => `${name}\n${Buffer.from(content).toString()}`).join('\n') : bytes.toString()
  return { status: answer.status, text, to: answer.headers['location'] ?? '' }
}
