import { describe, expect, it } from 'vitest'
import { LABEL_WIDTH, layOutRing, ROW_HEIGHT } from '../../../../demo/page/browser/memory/ring-layout.ts'

describe('layOutRing', () => {
  it.for(Array.from({ length: 13 }, (_, count) => count))(
    'finds room for %i labels and the one in the middle',
    count => {
      const { height, middle, points } = layOutRing(count)
      expect(points).toHaveLength(count)
      const labels = [middle, ...points]
      const outside = labels.filter(
        ({ x, y }) =>
          x < LABEL_WIDTH / 2 || x > 100 - LABEL_WIDTH / 2 || y < ROW_HEIGHT / 2 || y > height - ROW_HEIGHT / 2,
      )
      const overlaps = labels.flatMap((one, index) =>
        labels
          .slice(index + 1)
          .filter(({ x, y }) => Math.abs(x - one.x) < LABEL_WIDTH && Math.abs(y - one.y) < ROW_HEIGHT - 0.001)
          .map(other => [one, other]),
      )
      expect({ outside, overlaps }).toEqual({ outside: [], overlaps: [] })
    },
  )

  it('puts as many to the left as to the right', () => {
    const { middle, points } = layOutRing(7)
    expect(points.filter(({ x }) => x < middle.x)).toHaveLength(3)
    expect(points.filter(({ x }) => x > middle.x)).toHaveLength(3)
  })
})
