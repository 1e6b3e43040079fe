// Loaded into a server with --require: writes every outgoing connection and name lookup of the process to its standard error.
const dgram = require('node:dgram')
const dns = require('node:dns')
const net = require('node:net')

const tell = (what, where) => { process.stderr.write(`OUTBOUND ${what} ${JSON.stringify(where)}\n`) }
function watch(object, name, what) {
  const real = object[name]
  object[name] = function (...args) {
    tell(what, args.filter((arg) => typeof arg !== 'function').map((arg) => (typeof arg === 'object' && arg ? { host: arg.host, port: arg.port, path: arg.path } : arg)))
    return real.apply(this, args)
  }
}
watch(net.Socket.prototype, 'connect', 'connect')
watch(dgram.Socket.prototype, 'send', 'send')
watch(dgram.Socket.prototype, 'connect', 'connect')
for (const name of ['lookup', 'resolve', 'resolve4', 'resolve6', 'resolveMx', 'resolveTxt']) {
  watch(dns, name, 'lookup')
  watch(dns.promises, name, 'lookup')
}
