import type { ChainableCommander, Redis } from 'ioredis'
import { MemoryUnavailable } from '../../errors.ts'

/**
 * What went wrong with a command, as an error that may be logged.
 * ioredis' own errors carry the command's arguments, and so what people said: neither they nor their messages go along.
 */
export function toMemoryUnavailable(command: string, error: unknown): MemoryUnavailable {
  const message = error instanceof Error ? error.message : ''
  return new MemoryUnavailable('Redis did not take or give something in time.', {
    command,
    code: redisErrorCode(error),
    line: /user_script:\d+/.exec(message)?.[0],
  })
}

/** A word for what happened: the system's code (ECONNREFUSED), Redis' (WRONGPASS, OOM), or one of ours. */
export function redisErrorCode(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown'
  if ('code' in error && typeof error.code === 'string') return error.code
  if (error.message === 'Command timed out') return 'timeout'
  // Inside a script Redis has other words for it than outside.
  if (/ACL failure in script|user executing the script can't/i.test(error.message)) return 'NOPERM'
  // ioredis goes on in database 0 then, which may be another program's.
  if (/^ERR .{0,40}(?:DB index|SELECT|database)/i.test(error.message)) return 'NO_DATABASE'
  if (/RESP type|protocol error/i.test(error.message)) return 'NO_ANSWER'
  if (/sentinels are unreachable/i.test(error.message)) return 'NO_SENTINEL'
  // What ioredis says when there is no connection to write to, or it closed under the command.
  if (/writeable|closed|max retries/i.test(error.message)) return 'disconnected'
  return /^[A-Z]{2,}\b/.exec(error.message)?.[0] ?? error.name
}

/** The same connection, whose commands reject with MemoryUnavailable. Pipelines are run by `executePipeline`. */
export function withMemoryErrors(redis: Redis): Redis {
  return new Proxy(redis, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name, target)
      if (typeof member !== 'function') return member
      return (...args: readonly unknown[]) => {
        const result: unknown = member.apply(target, args)
        if (!(result instanceof Promise)) return result
        return result.catch((error: unknown) => {
          throw toMemoryUnavailable(String(name), error)
        })
      }
    },
  })
}

/** Sends a pipeline, and returns its replies. Throws MemoryUnavailable, also if one of its commands fails. */
export async function executePipeline(pipeline: ChainableCommander): Promise<readonly unknown[]> {
  try {
    const replies = (await pipeline.exec()) ?? []
    return replies.map(([error, reply]) => {
      if (error) throw error
      return reply
    })
  } catch (error) {
    throw toMemoryUnavailable('pipeline', error)
  }
}

/** A script that the server has forgotten; and what a fence refuses: see includes/fence.lua. */
const repeatedCodes: ReadonlySet<string> = new Set(['NOSCRIPT', 'RELAID', 'ELSEWHERE'])

/** Reports code and name of every command that a server did not take, or did not answer in time. */
export function countFailures(redis: Redis, onFailure: (code: string, command: string) => void): void {
  const send = redis.sendCommand.bind(redis)
  redis.sendCommand = (command, stream) => {
    command.promise.catch((error: unknown) => {
      const code = redisErrorCode(error)
      // What is asked for once more, whole or elsewhere; and whether there is a RediSearch is a question.
      if (!repeatedCodes.has(code) && !command.name.toLowerCase().startsWith('ft.')) onFailure(code, command.name)
    })
    return send(command, stream)
  }
}
