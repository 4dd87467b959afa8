import { inRedis } from './redis-inside.ts'

interface KeptFact {
  readonly id: string
  readonly text: string
  readonly quote: string
  readonly kind: string
  readonly subject: string
  readonly facet?: string
  readonly scope: string
  readonly channel: string
  readonly saidAt: number
  readonly eventAt?: string
  readonly replaces: readonly string[]
  readonly sources: readonly string[]
}

/** What stands in Redis of the facts of somebody, oldest first. */
export async function factsOf(bot: { keyPrefix: string }, { id }: { id: string }): Promise<KeptFact[]> {
  const all = [...(await inRedis(bot.keyPrefix))].filter(([key]) => key.startsWith(`fact:{${id}}:`))
  const facts = all.map(([, { value }]) => JSON.parse((value as Record<string, string>)['json'] ?? '') as KeptFact)
  return facts.sort((a, b) => a.saidAt - b.saidAt || (a.text < b.text ? -1 : 1))
}

/** What stands in Redis of whom and what somebody told of, `Sarah relation:dm: friend`, in the order of the alphabet. */
export async function toldBy(bot: { keyPrefix: string }, { id }: { id: string }): Promise<string[]> {
  const all = [...(await inRedis(bot.keyPrefix))].filter(([key]) => key.startsWith(`entity:{${id}}:`))
  return all
    .flatMap(([key, { value }]) => {
      const fields = Object.entries(value as Record<string, string>).map(([field, json]) => ({
        field,
        value: (JSON.parse(json) as { value: string }).value,
      }))
      const name = fields.find(({ field }) => field.startsWith('name:'))?.value
      const whose = key.endsWith(':user') ? 'user' : name
      return fields.map(({ field, value }) => `${whose} ${field}: ${value}`)
    })
    .sort()
}
