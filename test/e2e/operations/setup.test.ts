import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough, Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { parse } from 'dotenv'
import { describe, expect } from 'vitest'
import { createPrompter, EndOfInput } from '../../../src/setup/prompter.ts'
import { setUp } from '../../../src/setup/set-up.ts'
import { simulate } from '../servers/support/simulated-server.ts'
import { runCommand, test as story } from '../support/process-fixtures.ts'

const models = (...names: readonly string[]) => ({
  tells: { '/v1/models': { object: 'list', data: names.map(id => ({ id })) } },
})

const test = story
  // biome-ignore lint/correctness/noEmptyPattern: vitest finds out what a fixture needs from this pattern
  .extend('folder', async ({}, { onCleanup }) => {
    const folder = await mkdtemp(join(tmpdir(), 'keepsake-setup-'))
    onCleanup(() => rm(folder, { recursive: true, force: true }))
    return folder
  })
  .extend(
    'readFile',
    ({ folder }) =>
      () =>
        readFile(join(folder, '.env'), 'utf8').catch(() => undefined),
  )
  .extend('running', ({ discord, folder, readFile: read }) => async (...answers: readonly string[]) => {
    const settings = { DISCORD_API_URL: discord.url }
    const ended = await runCommand('setup', { folder, settings, input: answers.map(line => `${line}\n`).join('') })
    return { ...ended, file: await read() }
  })
  /** All that the command does but to read the environment. */
  .extend('answering', ({ discord, folder, readFile: read }) => async (...answers: readonly string[]) => {
    const [input, output] = [Readable.from(answers.map(line => `${line}\n`)), new PassThrough()]
    const prompter = createPrompter(input as NodeJS.ReadStream, output as unknown as NodeJS.WriteStream)
    const isDone = await setUp(
      prompter,
      { ...parse((await read()) ?? ''), DISCORD_API_URL: discord.url },
      join(folder, '.env'),
    )
    prompter.close()
    return { isDone, stdout: await text(output.end()), file: await read() }
  })

describe('npm run setup, with its answers piped in', { timeout: 60_000 }, () => {
  test('tries token and models, writes a .env that only its owner reads, and prints the invitation', async ({
    discord,
    model,
    folder,
    running,
  }) => {
    simulate(model, { name: 'two models', ...models('small', 'nomic-embed-text:latest') })
    const { code, stdout, stderr, file } = await running(discord.token, 'another', model.url, '', '')

    expect(stderr).toBe('')
    expect(code).toBe(0)
    expect(parse(file ?? '')).toEqual({
      ...{ DISCORD_TOKEN: discord.token, OPENAI_BASE_URL: model.url, CHAT_MODEL: 'small', MEMORY_MODEL: 'small' },
      ...{ EMBEDDING_MODEL: 'nomic-embed-text:latest', EMBEDDING_DIMENSIONS: '' },
    })
    expect((await stat(join(folder, '.env'))).mode & 0o777).toBe(0o600)
    expect(model.probes).toHaveLength(3)
    expect(stdout).toContain(`https://discord.com/oauth2/authorize?client_id=${discord.botId}`)
    expect(stdout).not.toContain(discord.token)
  })

  test('what it writes is enough to start', async ({ discord, model, answering, program, memoryUrl, ada }) => {
    simulate(model, { name: 'one model', ...models('small') })
    const { file } = await answering(discord.token, 'another', model.url, '', '')
    program.launch({ ...parse(file ?? ''), DISCORD_API_URL: discord.url, REDIS_URL: memoryUrl })
    await program.logged('Keepsake answers')

    expect((await discord.reply(await ada.dm('Hello!'))).content).toBe('You said: Hello!')
  })

  test('asks again for a token that Discord refuses, mends the address, and takes no model that is not there', async ({
    discord,
    model,
    answering,
  }) => {
    simulate(model, { name: 'one model', ...models('small') })
    const { isDone, stdout, file } = await answering(
      ...['<token>', 'wrong.token.here', discord.token],
      ...['nobody', 'another', 'models', model.url.replace('/v1', ''), 'smal', 'small', ''],
    )

    expect(isDone).toBe(true)
    expect(stdout).toContain('DISCORD_TOKEN holds a placeholder')
    expect(stdout).toContain('Discord refuses the token')
    expect(stdout).toContain('That is none of these.')
    expect(stdout).toContain('That is no address')
    expect(stdout).toContain(`The server has its models at ${model.url}`)
    expect(stdout).toContain('It has no smal. It has small.')
    expect(parse(file ?? '')).toMatchObject({ OPENAI_BASE_URL: model.url, CHAT_MODEL: 'small' })
  })

  test('asks for a key where a server on this machine wants one, and takes token, key and address as they were copied', async ({
    discord,
    model,
    answering,
  }) => {
    const key = 'sk-near'
    simulate(model, { name: 'one model', ...models('small') })
    const { intercepts } = model
    model.intercepts = (request, response) => {
      if (request.headers.authorization === `Bearer ${key}`) return intercepts(request, response)
      response.writeHead(401, { 'content-type': 'application/json' }).end('{}')
      return true
    }
    const address = model.url.replace('http://', '').replace('/v1', '')
    const { isDone, stdout, file } = await answering(
      ...[`Bot ${discord.token}`, 'another', `${address}/v1/chat/completions`, 'sk-wrong', '', `"${key}"`, '', ''],
    )

    expect(stdout).toContain('The server wants a key.')
    expect(stdout).toContain('The server refuses that key.')
    expect(isDone).toBe(true)
    expect(parse(file ?? '')).toMatchObject({
      DISCORD_TOKEN: discord.token,
      OPENAI_BASE_URL: model.url,
      OPENAI_API_KEY: key,
    })
  })

  test('says what does not work, and keeps it only at a word', async ({ discord, model, answering }) => {
    const broken = {
      ...models('small'),
      refuses: [{ when: ({ isChat }: { isChat: boolean }) => isChat, status: 402, body: {} }],
    }
    simulate(model, { name: 'no credit', ...broken })
    const left = await answering(discord.token, 'another', model.url, '', '', 'leave')
    const kept = await answering(discord.token, 'another', model.url, '', '', 'keep')

    expect(left).toMatchObject({ isDone: false, file: undefined })
    expect(left.stdout).toMatch(/✗ chat .*the credit at the model server is used up/u)
    expect(parse(kept.file ?? '')).toMatchObject({ CHAT_MODEL: 'small' })
    expect(kept.isDone).toBe(true)
  })

  test('touches no .env without a yes, and then nothing else in it', async ({
    discord,
    model,
    folder,
    running,
    answering,
  }) => {
    simulate(model, { name: 'one model', ...models('small') })
    const mine = '# mine\nLOG_LEVEL=debug\nCHAT_MODEL=old\nOPENAI_API_KEY=sk-old\n'
    await writeFile(join(folder, '.env'), mine)
    const choices = [discord.token, 'another', model.url, 'small', 'small']
    const silent = await running(...choices)
    const refused = await answering(...choices, 'no')
    const agreed = await answering(...choices, 'yes')

    expect(silent).toMatchObject({ code: 1, file: mine, stderr: expect.stringContaining('nothing was written') })
    expect(refused).toMatchObject({ isDone: false, file: mine })
    expect(agreed.isDone).toBe(true)
    expect(agreed.file).toMatch(/^# mine\nLOG_LEVEL=debug\nCHAT_MODEL=small\nDISCORD_TOKEN=/u)
    expect(agreed.file).not.toContain('sk-old')
  })

  test('leaves keys and headers behind that were given for another host', async ({
    discord,
    model,
    folder,
    answering,
  }) => {
    simulate(model, { name: 'one model', ...models('small') })
    const { intercepts } = model
    const sent: string[] = []
    model.intercepts = (request, response) => {
      sent.push(JSON.stringify(request.headers))
      return intercepts(request, response)
    }
    const old = ['OPENAI_BASE_URL=https://old.example/v1', `MODEL_HEADERS='{"x-api-key":"sk-old-header"}'`]
    const keys = ['MEMORY_API_KEY=sk-old-memory', 'EMBEDDING_API_KEY=sk-old-embedding']
    const own = ['TRANSCRIPTION_BASE_URL=https://ears.example/v1', 'TRANSCRIPTION_API_KEY=sk-ears']
    await writeFile(join(folder, '.env'), `${[...old, ...keys, ...own].join('\n')}\n`)
    const { file } = await answering(discord.token, 'another', model.url, 'small', 'small', 'yes')

    expect(file).not.toContain('sk-old')
    expect(parse(file ?? '')).toMatchObject({ OPENAI_BASE_URL: model.url, TRANSCRIPTION_API_KEY: 'sk-ears' })
    expect(sent.length).toBeGreaterThan(1)
    expect(sent.join('\n')).not.toContain('sk-old')
  })

  test('too few answers write nothing', async ({ discord, running, answering }) => {
    expect(await running(discord.token)).toMatchObject({ code: 1, file: undefined })
    await expect(answering()).rejects.toThrow(EndOfInput)
  })
})
