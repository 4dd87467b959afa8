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

  test.for([
    ["You uploaded an unsupported image. Please use one of these formats: ['png', 'jpeg', 'gif', 'webp'].", 'bmp'],
    ['Unsupported image type: image/webp', 'webp'],
    ['image/webp is not supported, use image/png', 'webp'],
    ['unsupported media type, expected image/png or image/jpeg', 'webp'],
    ['Only PNG images are allowed.', 'webp'],
    ['The image could not be decoded.', 'png'],
  ] as const)('the one of the refused format goes, and the largest where none is told: %s', ([wording, format]) => {
    const small = (name: string) => ({ ...picture(name, 30), url: `data:image/${name};base64,AAAA` })
    const choice = new PictureChoice(asked(small(format === 'png' ? 'gif' : format), picture('png', 3000)))
    choice.leaveOut({ pictures: 'one', wording })
    expect(namesOf(choice)).toEqual([format])
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
