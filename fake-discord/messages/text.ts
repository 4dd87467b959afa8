import { ComponentType } from 'discord-api-types/v10'
import type { StoredMessage } from '../stored.ts'

interface Part {
  type?: ComponentType
  content?: string
  components?: Part[]
  accessory?: Part
}

/** What stands in a message: its content, and the texts among its components in order, a line each. */
export function textOf({ content, components = [] }: Pick<StoredMessage, 'components' | 'content'>): string {
  return [content, ...textsIn(components as readonly Part[])].filter(text => text !== '').join('\n')
}

function textsIn(parts: readonly Part[]): string[] {
  return parts.flatMap(({ type, content, components = [] }) => [
    ...(type === ComponentType.TextDisplay && content !== undefined ? [content] : []),
    ...textsIn(components),
  ])
}
