import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Client } from 'discord.js'
import { afterEach, describe, expect, test } from 'vitest'
import { downloadFile } from '../../src/discord/download.ts'

const limits = { maxBytes: 10, timeoutMs: 5000 }
const closing: (() => void)[] = []
afterEach(() => {
  for (const close of closing.splice(0)) close()
})

/** A server on this machine; `asked` counts what it was asked for. */
async function serve(listener: RequestListener): Promise<{ readonly url: string; asked: number }> {
  const served = { url: '', asked: 0 }
  const server = createServer((request, response) => {
    served.asked += 1
    listener(request, response)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  closing.push(() => {
    server.closeAllConnections()
    server.close()
  })
  served.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return served
}

/** The client of a bot whose Discord is at this address. */
const clientAt = (url: string) => ({ options: { rest: { api: `${url}/api` } } }) as Client

describe('a file', () => {
  test('comes from where Discord serves files', async () => {
    const discord = await serve((_, response) => response.end('0123456789'))

    expect(String(await downloadFile(`${discord.url}/attachments/1/a`, limits, clientAt(discord.url)))).toBe(
      '0123456789',
    )
  })

  test('comes from nowhere else, whatever its address says', async () => {
    const [discord, other] = [
      await serve((_, response) => response.end('x')),
      await serve((_, response) => response.end('x')),
    ]
    const addresses = [
      `${other.url}/attachments/1/a`,
      `${other.url}/cdn.discordapp.com/a`,
      `http://cdn.discordapp.com@${new URL(other.url).host}/a`,
      discord.url.replace('127.0.0.1', 'localhost'),
      'https://cdn.discordapp.com.evil.invalid/a',
      'https://cdn.discordapp.com:8443/a',
      'http://cdn.discordapp.com/a',
      'file:///etc/passwd',
      'data:text/plain,x',
      'not an address',
    ]
    for (const url of addresses) expect(await downloadFile(url, limits, clientAt(discord.url))).toBeUndefined()
    // Where the API is Discord's own, nothing on this machine is.
    expect(await downloadFile(`${other.url}/a`, limits, clientAt('https://discord.com'))).toBeUndefined()
    expect([discord.asked, other.asked]).toEqual([0, 0])
  })

  test('is not looked for where a redirect leads', async () => {
    const inside = await serve((_, response) => response.end('secret'))
    const discord = await serve((_, response) => response.writeHead(302, { location: `${inside.url}/metadata` }).end())

    expect(await downloadFile(`${discord.url}/a`, limits, clientAt(discord.url))).toBeUndefined()
    expect(inside.asked).toBe(0)
  })

  test('that is larger than it may be is not read to its end', async () => {
    let ended: (isWhole: boolean) => void = () => undefined
    const isWhole = new Promise<boolean>(resolve => {
      ended = resolve
    })
    const discord = await serve((_, response) => {
      response.on('close', () => ended(response.writableFinished))
      response.write('01234567890')
    })

    expect(await downloadFile(`${discord.url}/a`, limits, clientAt(discord.url))).toBeUndefined()
    expect(await isWhole).toBe(false)
  })

  test('that nobody wants any more is let go', async () => {
    const wanted = new AbortController()
    const discord = await serve(() => wanted.abort())

    expect(
      await downloadFile(`${discord.url}/a`, { ...limits, signal: wanted.signal }, clientAt(discord.url)),
    ).toBeUndefined()
  })
})
