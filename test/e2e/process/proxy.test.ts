import { once } from 'node:events'
import { type AddressInfo, connect, createServer } from 'node:net'
import { expect, onTestFinished } from 'vitest'
import { environment, test } from '../support/process-fixtures.ts'

/** A proxy for plain HTTP and for tunnels; `seen` are the first lines of what goes through it. */
async function startProxy(): Promise<{ url: string; seen: string[] }> {
  const seen: string[] = []
  const server = createServer(client => {
    client.on('error', () => undefined)
    client.once('data', data => {
      const [line = '', ...rest] = data.toString('latin1').split('\r\n')
      const [method = '', target = ''] = line.split(' ')
      const url = new URL(method === 'CONNECT' ? `http://${target}` : target)
      seen.push(`${method} ${url.host}${method === 'CONNECT' ? '' : url.pathname}`)
      const upstream = connect(Number(url.port), url.hostname)
      upstream.on('error', () => client.destroy())
      if (method === 'CONNECT') client.write('HTTP/1.1 200 Connection established\r\n\r\n')
      else upstream.write([`${method} ${url.pathname}${url.search} HTTP/1.1`, ...rest].join('\r\n'), 'latin1')
      client.pipe(upstream).pipe(client)
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, seen }
}

test('everything goes through the proxy of the environment: Discord, its gateway, and the model', async ({
  discord,
  model,
  memoryUrl,
  program,
  ada,
}) => {
  const proxy = await startProxy()
  program.launch({ ...environment(discord, model, memoryUrl), HTTP_PROXY: proxy.url })
  await program.logged('Keepsake answers')

  await discord.reply(await ada.dm('Hi'))

  const hosts = (path: string) => proxy.seen.some(line => line.includes(path))
  expect({
    rest: hosts(new URL(discord.url).host),
    model: hosts(new URL(model.url).host),
    gateway: proxy.seen.some(line => line.startsWith('GET ')),
  }).toEqual({ rest: true, model: true, gateway: true })
})
