import http, { type ClientRequestArgs } from 'node:http'
import https from 'node:https'

/**
 * Lets everything that leaves the process go through the proxy that HTTPS_PROXY or HTTP_PROXY name, but for the hosts of NO_PROXY:
 * requests to Discord and to models, and the gateway. Throws a TypeError for an address that is none.
 * https://nodejs.org/api/http.html#httpsetglobalproxyfromenvproxyenv
 */
export function connectThroughProxy(environment: Readonly<Record<string, string | undefined>>): boolean {
  const names = ['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy']
  if (!names.some(name => environment[name])) return false
  http.setGlobalProxyFromEnv(environment as Record<string, string>)
  http.request = throughAgent(http.request)
  https.request = throughAgent(https.request as typeof http.request)
  return true
}

/** ws, which discord.js has, connects WebSockets by itself, past the agent that knows the proxy: here it does not. */
function throughAgent(request: typeof http.request): typeof http.request {
  return ((options: ClientRequestArgs, ...rest: []) => {
    if (!isWebSocket(options)) return request(options, ...rest)
    const { createConnection: _, ...others } = options
    return request(others, ...rest)
  }) as typeof http.request
}

function isWebSocket(options: unknown): boolean {
  const { headers } = Object(options) as ClientRequestArgs
  return Object(headers)['Upgrade'] === 'websocket'
}
