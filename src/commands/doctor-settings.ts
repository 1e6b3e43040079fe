import { once } from 'node:events'
import { connect } from 'node:net'
import type { Config } from '../platform/config.ts'
import type { Finding } from './doctor.ts'

const PATIENCE = 3000

export async function checkSettings(config: Config): Promise<Finding[]> {
  return [addresses(config), proxy(config), await mail(config), ...(config.meili ? [await searchServer(config.meili.url)] : [])]
}

const isLoopback = (host: string) => /^(localhost|127\.\d+\.\d+\.\d+|\[?::1\]?)$/.test(host)

function addresses({ host, publicUrl, https }: Config): Finding {
  const visible = new URL(publicUrl).hostname
  if (isLoopback(visible) && !isLoopback(host))
    return { state: 'wrong', text: `HOST is ${host} but links would point to ${publicUrl}. Set PUBLIC_URL to the address that people type.` }
  if (isLoopback(visible))
    return { state: 'note', text: `Laavu can be reached from this machine only (${publicUrl}). To open it to staff, put a proxy in front and set PUBLIC_URL: docs/operating.md.` }
  if (!https)
    return { state: 'wrong', text: `PUBLIC_URL is ${publicUrl}: passwords would travel unencrypted. Put a proxy with https in front and set PUBLIC_URL to its https address.` }
  return { state: 'ok', text: `People use ${publicUrl}; cookies go over https only.` }
}

function proxy({ host, publicUrl, trustProxy }: Config): Finding {
  const behind = !isLoopback(new URL(publicUrl).hostname)
  if (behind && trustProxy === null) {
    const why = 'TRUST_PROXY is not set, so all visitors seem to come from the proxy, and wrong passwords of one slow down the others.'
    return { state: 'wrong', text: `${why} Set it to the address of the proxy, on the same machine: TRUST_PROXY=loopback` }
  }
  if (trustProxy !== null && !isLoopback(host)) return { state: 'note', text: `TRUST_PROXY is ${trustProxy} and HOST is ${host}: see to it that only the proxy reaches this port.` }
  return { state: 'ok', text: trustProxy === null ? 'No proxy is trusted, and none is needed.' : `The visitors' addresses come from the proxy (${trustProxy}).` }
}

async function mail({ smtpUrl }: Config): Promise<Finding> {
  if (smtpUrl === null) return { state: 'note', text: 'SMTP_URL is not set: no mail is sent. Invitation links are shown to the one who invites.' }
  const { protocol, hostname, port } = new URL(smtpUrl), number = Number(port) || (protocol === 'smtps:' ? 465 : 587)
  return (await answers(hostname, number)) ? { state: 'ok', text: `The mail server ${hostname}:${number} answers.` }
    : { state: 'wrong', text: `The mail server ${hostname}:${number} does not answer. Mail waits until it does. Check SMTP_URL and the firewall.` }
}

async function searchServer(url: string): Promise<Finding> {
  const { hostname, port, protocol } = new URL(url), number = Number(port) || (protocol === 'https:' ? 443 : 80)
  return (await answers(hostname, number)) ? { state: 'ok', text: `The search server ${url} answers.` }
    : { state: 'wrong', text: `The search server ${url} does not answer. Searches are served by Laavu's own index. Check MEILI_URL.` }
}

async function answers(host: string, port: number): Promise<boolean> {
  const socket = connect({ host: host.replace(/^\[|\]$/g, ''), port, timeout: PATIENCE })
  socket.on('timeout', () => { socket.destroy(new Error('timeout')) })
  try {
    await once(socket, 'connect')
    return true
  } catch {
    return false
  } finally {
    socket.destroy()
  }
}
