import { Redis } from 'ioredis'
import { describe, expect } from 'vitest'
import { freePort } from '../../support/free-port.ts'
import { environment, test } from '../support/process-fixtures.ts'

/** What makes a process run this code before the bot: `node --import` of a module that stands in the address itself. */
const preceded = (code: string) => ({ NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(code)}` })

const lines = (text: string) => text.trimEnd().split('\n')

describe('a bot that can’t start', () => {
  test('lists every setting that is missing, and where to get it', async ({ program }) => {
    const { code, stdout, stderr } = await program.run({})

    expect(code).toBe(78)
    expect(stdout).toBe('')
    expect(lines(stderr).slice(1)).toEqual([
      expect.stringMatching(/DISCORD_TOKEN is missing.*https:\/\/discord\.com\/developers/u),
      expect.stringMatching(/OPENAI_API_KEY is missing.*https:\/\/platform\.openai\.com/u),
    ])
  })

  test('lists what is wrong beside what is missing, and quotes no value', async ({ program }) => {
    const { code, stderr } = await program.run({ OPENAI_API_KEY: 'sk-told-nobody', WINDOW_MESSAGES: 'sk-by-mistake' })

    expect(code).toBe(78)
    expect(lines(stderr).slice(1)).toEqual([
      expect.stringContaining('DISCORD_TOKEN is missing'),
      expect.stringContaining('WINDOW_MESSAGES must be a whole number'),
    ])
    expect(stderr).not.toContain('sk-')
  })

  test('says in one line that Discord refuses the token, and does not try again', async ({
    discord,
    model,
    memoryUrl,
    program,
  }) => {
    const settings = { ...environment(discord, model, memoryUrl), DISCORD_TOKEN: 'wrong.token.here' }

    const { code, stdout, stderr } = await program.run(settings)

    expect(code).toBe(78)
    expect(lines(stderr)).toEqual([expect.stringMatching(/refuses the token.*DISCORD_TOKEN/u)])
    // Of a given Redis it may tell what it can and can't do.
    const others = lines(stdout).filter(
      line => line !== '' && !/"msg":"(?:Redis |vector index: |Keepsake starts")/u.test(line),
    )
    expect(others).toEqual([])
    expect(discord.requests.map(({ status }) => status)).toEqual([401])
  })

  test('says of a token that is none what it is instead', async ({ discord, model, memoryUrl, program }) => {
    const token = '0badf00d'.repeat(8)
    const { code, stderr } = await program.run({ ...environment(discord, model, memoryUrl), DISCORD_TOKEN: token })

    expect(code).toBe(78)
    expect(stderr).toMatch(/public key/u)
    expect(stderr).not.toContain(token)
  })

  test('names settings that are misspelt, and those that were never filled in', async ({ program }) => {
    const { code, stderr } = await program.run({ DISCORD_TOKN: 'secret-value', OPENAI_API_KEY: 'sk-your-key-here' })

    expect(code).toBe(78)
    expect(lines(stderr).slice(1)).toEqual([
      expect.stringContaining('DISCORD_TOKEN is missing'),
      expect.stringContaining('OPENAI_API_KEY holds a placeholder'),
      '  DISCORD_TOKN is no setting: did you mean DISCORD_TOKEN?',
    ])
    expect(stderr).not.toMatch(/secret-value|sk-your/u)
  })

  test('says in one line that a newer Keepsake has written the memory, and leaves it alone', async ({
    discord,
    model,
    memoryUrl,
    program,
  }) => {
    const redis = new Redis(memoryUrl)
    await redis.hset('keepsake:schema', { version: '99', since: '9.9.9' })

    const { code, stderr } = await program.run(environment(discord, model, memoryUrl))

    const left = (await redis.keys('keepsake:*')).filter(key => !key.startsWith('keepsake:user:')) // as the fixtures left it
    redis.disconnect()
    expect(code).toBe(78)
    expect(lines(stderr)).toEqual([
      expect.stringMatching(/newer Keepsake.*version 99.*Start Keepsake 9\.9\.9 or newer/u),
    ])
    expect(left).toEqual(['keepsake:schema'])
    expect(discord.requests).toEqual([])
  })

  test('says the same when only the gateway refuses it', async ({ discord, model, memoryUrl, program }) => {
    const connections: string[] = []
    discord.watch(happening => {
      if (happening.kind === 'gateway') connections.push(happening.what)
    })
    discord.fail({
      path: /gateway\/bot/u,
      status: 200,
      body: {
        url: discord.gateway.url,
        shards: 1,
        session_start_limit: { total: 1000, remaining: 1000, reset_after: 0, max_concurrency: 1 },
      },
    })
    const settings = { ...environment(discord, model, memoryUrl), DISCORD_TOKEN: 'wrong.token.here' }

    const { code, stderr } = await program.run(settings)

    expect(code).toBe(78)
    expect(lines(stderr)).toEqual([expect.stringMatching(/refuses the token.*DISCORD_TOKEN/u)])
    expect(discord.requests.filter(({ path }) => path === '/gateway/bot')).toHaveLength(1)
    expect(connections).toEqual([])
  })

  test('says that Discord is out of reach', async ({ discord, model, memoryUrl, program }) => {
    const settings = {
      ...environment(discord, model, memoryUrl),
      DISCORD_API_URL: `http://127.0.0.1:${await freePort()}/api`,
    }

    const { code, stderr } = await program.run(settings)

    expect(code).toBe(69)
    expect(lines(stderr)).toEqual([expect.stringContaining('Discord can’t be reached')])
  })

  test('names the port that another program has', async ({ discord, model, memoryUrl, program }) => {
    const port = new URL(model.url).port
    const { code, stderr } = await program.run({ ...environment(discord, model, memoryUrl), METRICS_PORT: port })

    expect(code).toBe(78)
    expect(lines(stderr)).toEqual([expect.stringMatching(new RegExp(`METRICS_PORT=${port} .*another Keepsake`, 'u'))])
  })

  test('says of a low port that it is not for everybody', async ({ discord, model, memoryUrl, program }) => {
    const forbidden = preceded(
      'import net from "node:net"; const { listen } = net.Server.prototype; net.Server.prototype.listen = function (port, ...rest) { ' +
        'return port === 80 ? (setImmediate(() => this.emit("error", Object.assign(new Error(), { code: "EACCES" }))), this) : listen.call(this, port, ...rest) }',
    )
    const settings = { ...environment(discord, model, memoryUrl), METRICS_PORT: '80', ...forbidden }
    const { code, stderr } = await program.run(settings)

    expect(code).toBe(78)
    expect(stderr).toMatch(/METRICS_PORT=80 .*below 1024/u)
  })

  test('names both ways out where Node is too old', async ({ program }) => {
    const { code, stdout, stderr } = await program.run(
      preceded('Object.defineProperty(process.versions, "node", { value: "20.11.1" })'),
    )

    expect(code).toBe(78)
    expect(stdout).toBe('')
    expect(stderr).toContain('this is 20.11.1')
    expect(stderr).toMatch(/install Node 24/u)
    expect(stderr).toMatch(/npm ci/u)
  })
})
