import type { AddressInfo } from 'node:net'
import { connect, createServer, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

/** Longer than the bot waits for an answer to a command, and shorter than it keeps a connection that is silent. */
const SLOW_MS = 1500

/** Stands between the bot and Redis, and lets through as much as the test wants. */
export class RedisProxy {
  #target: URL
  readonly #server = createServer(socket => this.#connect(socket))
  readonly #pairs = new Set<{ client: Socket; redis: Socket }>()
  readonly #watchers = new Set<(request: string) => void>()
  #state: 'open' | 'cut' | 'hanging' | 'mute' | 'slow' = 'open'
  #shutAt: { readonly words: string; readonly shut: () => void } | undefined

  constructor(target: string) {
    this.#target = new URL(target)
  }

  async listen(): Promise<this> {
    await new Promise<void>(resolve => this.#server.listen(0, '127.0.0.1', resolve))
    return this
  }

  get url(): string {
    const url = new URL(this.#target) // with the password, if there is one
    url.host = `127.0.0.1:${(this.#server.address() as AddressInfo).port}`
    return url.href
  }

  /** Redis is gone: connections break, and new ones are refused. */
  cut(): void {
    this.#state = 'cut'
    for (const { client, redis } of this.#pairs) {
      client.destroy()
      redis.destroy()
    }
  }

  /** The address leads to another Redis from now on, as after a failover; connections that stand stay where they are. */
  leadTo(target: string): void {
    this.#target = new URL(target)
  }

  /** Redis is there and says nothing, as a machine that is frozen; what it is told it does once it goes on. */
  hang(): void {
    this.#state = 'hanging'
  }

  /** Redis does what it is told, and its answers get lost on the way. */
  mute(): void {
    this.#state = 'mute'
  }

  /** Redis does what it is told, and its answers take their time. */
  slow(): void {
    this.#state = 'slow'
  }

  /** All goes through again, what was held back first. */
  open(): void {
    this.#state = 'open'
    for (const { client, redis } of this.#pairs) {
      client.resume()
      redis.resume()
    }
  }

  /** Resolves when Redis has answered to a request with these words. */
  async passed(words: string): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>()
    const watch = (request: string) => {
      if (!request.includes(words)) return
      this.#watchers.delete(watch)
      resolve()
    }
    this.#watchers.add(watch)
    await promise
  }

  /** Hangs, or is mute, from the next request with these words on; resolves when that has come. */
  async shutAt(words: string, how: 'hang' | 'mute'): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>()
    const shut = () => {
      this[how]()
      resolve()
    }
    this.#shutAt = { words, shut }
    await promise
  }

  async close(): Promise<void> {
    this.cut()
    await new Promise(resolve => this.#server.close(resolve))
  }

  #connect(client: Socket): void {
    if (this.#state === 'cut') {
      client.destroy()
      return
    }
    const redis = connect(Number(this.#target.port), this.#target.hostname)
    const pair = { client, redis }
    this.#pairs.add(pair)
    let asked = ''
    /** What is written once the answers before it are; none where there are none. */
    let late: Promise<void> | undefined
    client.on('data', data => {
      if (this.#shutAt !== undefined && data.includes(this.#shutAt.words)) {
        this.#shutAt.shut()
        this.#shutAt = undefined
      }
      if (this.#state === 'hanging') {
        client.pause()
        client.unshift(data)
        return
      }
      asked += data.toString()
      redis.write(data)
    })
    redis.on('data', data => {
      for (const watch of this.#watchers) watch(asked)
      asked = ''
      if (this.#state === 'mute') return
      if (this.#state !== 'slow' && late === undefined) {
        client.write(data)
        return
      }
      const pause = this.#state === 'slow' ? sleep(SLOW_MS) : undefined
      const written = Promise.all([late, pause]).then(() => {
        client.write(data)
        if (late === written) late = undefined
      })
      late = written
    })
    for (const socket of [client, redis]) {
      socket.on('error', () => undefined)
      socket.on('close', () => {
        this.#pairs.delete(pair)
        client.end()
        redis.end()
      })
    }
  }
}
