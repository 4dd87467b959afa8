import { describe, expect, test } from 'vitest'
import { PictureChoice } from '../../../src/llm/chat/pictures.ts'
import type { ChatMessage } from '../../../src/prompt/chat-model.ts'

const picture = (name: string, bytes: number, side = 100) => ({
  ...{ type: 'image' as const, name, width: side, height: 10 },
  url: `data:image/png;base64,${'A'.repeat((bytes / 3) * 4)}`,
})
const asked = (...pictures: ReturnType<typeof picture>[]): ChatMessage[] => [{ role: 'user', content: pictures }]
const namesOf = (choice: PictureChoice) => [...choice.omitted].map(part => ('name' in part ? part.name : ''))

describe('of several pictures', () => {
  test('those beyond the number that a server takes are left out', () => {
    const choice = new PictureChoice(asked(picture('a', 30), picture('b', 30), picture('c', 30)))
    expect(choice.leaveOut({ pictures: 'tooMany', limits: { images: 2 } })).toEqual({ images: 2 })
    expect(namesOf(choice)).toEqual(['c'])
  })

  test('the wide one is left out where pixels are named, not the heavy one', () => {
    const choice = new PictureChoice(asked(picture('heavy', 3000, 50), picture('wide', 30, 9000)))
    expect(choice.leaveOut({ pictures: 'one', limits: { imageSide: 8000 } })).toEqual({ imageSide: 8000 })
    expect(namesOf(choice)).toEqual(['wide'])
  })

  test('a size that none of them has is not learned, and the largest goes', () => {
    const choice = new PictureChoice(asked(picture('a', 30), picture('b', 300)))
    expect(choice.leaveOut({ pictures: 'one', limits: { imageBytes: 5_000_000, imageSide: 9000 } })).toEqual({})
    expect(namesOf(choice)).toEqual(['b'])
  })

  test('all go where the body is too large, and then there is nothing left to leave out', () => {
    const choice = new PictureChoice(asked(picture('a', 30), picture('b', 300)))
    choice.leaveOut({ pictures: 'body' })
    expect(namesOf(choice)).toEqual(['a', 'b'])
    expect(choice.leaveOut({ pictures: 'body' })).toBeUndefined()
  })

  test('what is known of a server is kept to from the start', () => {
    const choice = new PictureChoice(asked(picture('heavy', 3000), picture('a', 30), picture('b', 30)))
    choice.fit({ images: 1, imageBytes: 1000 })
    expect(namesOf(choice)).toEqual(['heavy', 'b'])
  })
})
