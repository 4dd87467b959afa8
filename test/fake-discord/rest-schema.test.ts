import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { InteractionType } from 'discord-api-types/v10'
import { expect } from 'vitest'
import type { Loopback } from '../../fake-discord/loopback.ts'
import { test } from './support/client.ts'
import { type Document, lookUp, misfits, type Schema } from './support/schema.ts'

/** Discord's own description of its API, kept beside the project where it is at hand: the project holds no copy. */
const DESCRIPTION = fileURLToPath(new URL('../../../shared/discord/openapi.json', import.meta.url))

test('REST answers as Discord describes it', async ({ discord, skip }) => {
  skip(!existsSync(DESCRIPTION), 'no openapi.json beside the project')
  const description = JSON.parse(readFileSync(DESCRIPTION, 'utf8')) as Document
  const wrong: string[] = []
  const call = async (method: string, path: string, body?: unknown) => {
    const { route, status, answer } = await send(discord, method, path, body)
    const found = misfits(description, answerSchema(description, method, route, status), answer)
    wrong.push(...found.map(misfit => `${method} ${path}: ${misfit}`))
    return answer as { id: string }
  }

  const ada = discord.user('Ada')
  const general = `/channels/${discord.channel('general').id}`
  const question = await ada.says(discord.channel('general'), 'look', {
    mention: true,
    files: [{ name: 'a.txt', contentType: 'text/plain', data: 'a' }],
  })
  await ada.says(discord.channel('general'), '', { forward: question })
  const poll = await ada.says(discord.channel('general'), '', { poll: { question: 'Tea?', answers: ['Yes', 'No'] } })
  ada.votes(poll, 'Yes')
  ada.endsPoll(poll)
  await ada.says(discord.channel('general'), '', { voice: { seconds: 3, data: 'OggS' } })
  await ada.says(discord.channel('general'), '', { stickers: ['Wave'] })
  const embeds = [{ title: 'Tea', fields: [{ name: 'Kind', value: 'green' }] }]
  await discord.otherBot('Echo').says(discord.channel('general'), '', { embeds })
  await call('GET', '/gateway/bot')
  await call('GET', '/users/@me')
  await call('GET', `/users/${ada.id}`)
  await call('GET', '/applications/@me')
  await call('POST', '/users/@me/channels', { recipient_id: ada.id })
  await call('GET', `/guilds/${discord.guild.id}`)
  await call('GET', `/guilds/${discord.guild.id}/roles`)
  await call('GET', `/guilds/${discord.guild.id}/channels`)
  await call('GET', `/guilds/${discord.guild.id}/members?limit=10`)
  await call('GET', `/guilds/${discord.guild.id}/members/${ada.id}`)
  await call('GET', general)
  await call('GET', `/channels/${discord.channel('surprise party').id}`)
  await call('GET', `/channels/${ada.dmChannel.id}`)

  const button = { type: 2, style: 2, label: 'Stop', custom_id: 'stop' }
  const posted = await call('POST', `${general}/messages`, {
    content: 'hello',
    nonce: '1',
    message_reference: { message_id: question.id },
    components: [{ type: 1, components: [button] }],
  })
  await call('PATCH', `${general}/messages/${posted.id}`, { content: 'bye' })
  const section = { type: 9, components: [{ type: 10, content: 'Tea' }], accessory: { ...button, custom_id: 'forget' } }
  const menu = { type: 3, custom_id: 'which', options: [{ label: 'Tea', value: 't' }] }
  await call('POST', `${general}/messages`, {
    flags: 1 << 15,
    components: [{ type: 17, components: [section, { type: 14 }, { type: 1, components: [menu] }] }],
  })
  await call('GET', `${general}/messages/${posted.id}`)
  await call('GET', `${general}/messages?limit=20`)
  await call('GET', `${general}/messages/1`)
  await call('POST', `${general}/messages`, { content: '' })

  const commands = `/applications/${discord.botId}/commands`
  const command = await call('POST', commands, { name: 'memory', description: 'What I know of you' })
  await call('PUT', commands, [{ name: 'memory', description: 'What I know' }])
  await call('PATCH', `${commands}/${command.id}`, { description: 'All I know' })
  await call('GET', commands)

  const begin = () => {
    const command = discord.commands()[0]
    const { id, token } = discord.interactions.start(
      {
        type: InteractionType.ApplicationCommand,
        user: ada.user,
        channel: ada.dmChannel,
        command,
        source: undefined,
      },
      {},
    )
    return {
      callback: `/interactions/${id}/${token}/callback?with_response=true`,
      webhook: `/webhooks/${discord.botId}/${token}`,
    }
  }
  await call('POST', begin().callback, { type: 4, data: { content: 'at once' } })
  const { callback, webhook } = begin()
  await call('POST', callback, { type: 5, data: { flags: 64 } })
  await call('PATCH', `${webhook}/messages/@original`, { content: 'all of it' })
  await call('GET', `${webhook}/messages/@original`)
  await call('POST', webhook, { content: 'and more' })

  expect(wrong).toEqual([])
})

async function send(discord: Loopback, method: string, path: string, body: unknown) {
  const request = discord.until(happening => happening.kind === 'request')
  const response = await fetch(`${discord.url}/v10${path}`, {
    method,
    headers: { authorization: `Bot ${discord.token}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const seen = await request
  const answer: unknown = await response.json()
  return { route: 'route' in seen ? seen.route : '', status: response.status, answer }
}

interface Operation {
  responses: Readonly<Record<string, { $ref?: string; content?: { 'application/json': { schema: Schema } } }>>
}

function answerSchema(description: Document, method: string, route: string, status: number): Schema {
  const paths = lookUp<Readonly<Record<string, Readonly<Record<string, Operation>>>>>(description, '#/paths')
  const shape = route.replaceAll(/:\w+/g, '{}')
  // Of a path that is spelled out and one with a parameter, the first is meant: `@original` is one of the second here.
  const path = Object.keys(paths).find(known => known.replaceAll(/\{\w+\}/g, '{}') === shape)
  const responses = paths[path ?? '']?.[method.toLowerCase()]?.responses
  if (responses === undefined) throw new Error(`Discord describes no ${method} ${route}.`)
  const response = responses[status] ?? responses[`${Math.floor(status / 100)}XX`]
  const described = response?.$ref === undefined ? response : lookUp<typeof response>(description, response.$ref)
  const schema = described?.content?.['application/json'].schema
  if (schema === undefined) throw new Error(`Discord describes no answer ${status} of ${method} ${route}.`)
  return schema
}
