import { request } from 'node:http'
import { networkInterfaces } from 'node:os'
import { text } from 'node:stream/consumers'
import { expect } from 'vitest'
import { readSnapshot } from '../support/read-events.ts'
import { type RunningDemo, test } from '../support/running-demo.ts'

interface Asked {
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

/** As any program can ask: with whatever headers it likes, which `fetch` would not let it set. */
async function ask({ origin }: RunningDemo, path: string, { method = 'GET', headers = {}, body }: Asked = {}) {
  const { promise, resolve, reject } = Promise.withResolvers<{ status: number; headers: NodeJS.Dict<unknown> }>()
  const asking = request(`${origin}${path}`, { method, headers }, response => {
    const { statusCode: status = 0, headers: answered } = response
    resolve({ status, headers: answered })
    // The stream of events has no end.
    if (status === 200 && path === '/events') response.destroy()
    else void text(response)
  })
  asking.on('error', reject)
  asking.end(body)
  return await promise
}

const post = (headers: Readonly<Record<string, string>>, body: unknown = { kind: 'bot', how: 'start' }): Asked => ({
  method: 'POST',
  headers: { 'Content-Type': 'application/json', ...headers },
  body: JSON.stringify(body),
})
const bearer = (token: string) => ({ Authorization: `Bearer ${token}` })

test('the stream is for who has the token alone', async ({ demo }) => {
  const { token } = demo
  const wrong = [
    {},
    bearer(''),
    bearer(token.slice(0, -1)),
    bearer(`${token}x`),
    bearer(token.toUpperCase()),
    { Authorization: token },
    { Cookie: `token=${token}` },
  ]

  const refused = await Promise.all(wrong.map(headers => ask(demo, '/events', { headers })))
  const admitted = await ask(demo, '/events', { headers: bearer(token) })

  expect(refused.map(({ status }) => status)).toEqual(wrong.map(() => 401))
  expect((await ask(demo, `/events?token=${token}`)).status).toBe(401)
  expect(admitted.status).toBe(200)
})

test('an action needs the token and comes from the page itself', async ({ demo }) => {
  const { origin, token } = demo
  const foreign = ['https://evil.example', origin.replace('127.0.0.1', 'localhost'), `${origin}0`, 'null']

  const byOrigin = await Promise.all(foreign.map(Origin => ask(demo, '/actions', post({ ...bearer(token), Origin }))))
  const withoutOrigin = await ask(demo, '/actions', post(bearer(token)))
  const sameSite = await ask(
    demo,
    '/actions',
    post({ ...bearer(token), Origin: origin, 'Sec-Fetch-Site': 'same-site' }),
  )
  const withoutToken = await ask(demo, '/actions', post({ Origin: origin }))
  const whole = await ask(demo, '/actions', post({ ...bearer(token), Origin: origin }))

  expect(byOrigin.map(({ status }) => status)).toEqual(foreign.map(() => 403))
  expect([withoutOrigin.status, sameSite.status, withoutToken.status, whole.status]).toEqual([403, 403, 401, 200])
})

test('another name for the same address gets nothing, not even the page', async ({ demo }) => {
  const { origin, token } = demo
  const port = new URL(origin).port
  const names = ['evil.example', `evil.example:${port}`, `localhost:${port}`, '127.0.0.1', `[::1]:${port}`]

  for (const path of ['/', '/app.js', '/page.css', '/events', '/files/x/y']) {
    const answers = await Promise.all(names.map(Host => ask(demo, path, { headers: { ...bearer(token), Host } })))
    expect(answers.map(({ status }) => status)).toEqual(names.map(() => 403))
  }
})

test('every answer forbids scripts and frames of others, and inline ones', async ({ demo }) => {
  for (const path of ['/', '/app.js', '/page.css', '/events', '/nothing', '/files/x/y']) {
    const { headers } = await ask(demo, path)
    const policy = String(headers['content-security-policy'])
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("frame-ancestors 'none'")
    expect(policy).not.toMatch(/unsafe|http|\*/u)
    expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' })
    expect(headers).not.toHaveProperty('access-control-allow-origin')
    expect(headers).not.toHaveProperty('set-cookie')
  }
})

test('nothing of it is reached from another machine', async ({ demo }) => {
  const { port } = new URL(demo.origin)
  const outside = Object.values(networkInterfaces()).flatMap(one =>
    (one ?? []).filter(({ internal, family }) => !internal && family === 'IPv4').map(({ address }) => address),
  )

  const reached = await Promise.allSettled(outside.map(address => fetch(`http://${address}:${port}/`)))

  expect(new URL(demo.origin).hostname).toBe('127.0.0.1')
  expect(reached.every(({ status }) => status === 'rejected')).toBe(true)
})

test('what makes no sense is refused, and so is what Discord would not let that person do', async ({ demo }) => {
  const { origin, token, world } = demo
  const { discord } = world
  const own = { ...bearer(token), Origin: origin }
  const [ada, cleo] = [discord.user('Ada'), discord.user('Cleo')]
  const staff = discord.channel('staff')
  const said = await ada.says(staff, 'For the staff alone.')
  const onSaid = { channelId: staff.id, messageId: said.id }
  const senseless = [
    null,
    'say',
    { kind: 'shout' },
    { kind: 'say', as: ada.id, channelId: staff.id },
    { kind: 'say', as: ada.id, channelId: staff.id, text: 'x', more: 1 },
    { kind: 'say', as: 'Ada', channelId: staff.id, text: 'x' },
    { kind: 'say', as: discord.botId, channelId: staff.id, text: 'I am the bot.' },
    { kind: 'say', as: cleo.id, channelId: staff.id, text: 'I do not see this place.' },
    { kind: 'say', as: cleo.id, channelId: ada.dmChannel.id, text: 'In a DM of somebody else.' },
    { kind: 'say', as: ada.id, channelId: '12345678901', text: 'Nowhere.' },
    { kind: 'edit', as: discord.user('Bob').id, ...onSaid, text: 'Changed.' },
    { kind: 'delete', as: discord.user('Bob').id, ...onSaid },
    { kind: 'click', as: ada.id, ...onSaid, customId: 'nothing' },
    { kind: 'submit', as: ada.id, interactionId: '12345678901', fields: {} },
    { kind: 'command', as: ada.id, channelId: staff.id, name: 'nothing', options: {} },
  ]

  const answers = await Promise.all(senseless.map(body => ask(demo, '/actions', post(own, body))))

  expect(answers.map(({ status }) => status)).toEqual(senseless.map(() => 400))
  expect(discord.messages(staff).map(({ content }) => content)).toEqual(['For the staff alone.'])
})

test('a file has an address that nobody can guess, and brings no script of its own', async ({ demo }) => {
  const { origin, token, world } = demo
  const ada = world.discord.user('Ada')
  const form = new FormData()
  form.set('action', JSON.stringify({ kind: 'say', as: ada.id, channelId: ada.dmChannel.id, text: '' }))
  form.append('file', new File(['<script>'], 'page.html', { type: 'text/html' }))
  form.append('file', new File(['<svg/>'], 'picture.svg', { type: 'image/svg+xml' }))
  form.append('file', new File(['not really'], 'picture.png', { type: 'image/png' }))
  await fetch(`${origin}/actions`, { method: 'POST', headers: { ...bearer(token), Origin: origin }, body: form })
  const stored = world.discord.messages(ada.dmChannel).at(-1)?.attachments ?? []
  const { messages } = await readSnapshot(demo)
  const shown = messages.findLast(({ attachments }) => attachments.length === 3)?.attachments ?? []

  const files = await Promise.all(shown.map(({ url }) => fetch(`${origin}${url}`)))
  const guessed = await Promise.all(stored.map(({ url }) => ask(demo, `/files/x${new URL(url).pathname}`)))

  expect(files.map(({ status }) => status)).toEqual([200, 200, 200])
  expect(files.map(({ headers }) => headers.get('content-disposition'))).toEqual(['attachment', 'attachment', 'inline'])
  expect(files.every(({ headers }) => headers.get('content-security-policy')?.includes('sandbox'))).toBe(true)
  expect(guessed.map(({ status }) => status)).toEqual([404, 404, 404])
})
