import { expect, test } from './the-camera.ts'

/** The page that looks through the camera, in a real browser; the camera itself is a canvas that the test paints. */

const CODE = '134567890123456789'
const OTHER = '284567890123456789'

test('the code of a wallet is read once as QR and bar code, and again after it was away', async ({ open }) => {
  const camera = await open(null, { text: CODE, kind: 'qrcode' })
  await expect.poll(() => camera.read()).toEqual([CODE])
  const first = await camera.looks()
  await camera.show({ text: CODE, kind: 'code128' })
  await expect.poll(() => camera.looks()).toBeGreaterThan(first + 20)
  expect(await camera.read()).toEqual([CODE])
  await camera.show({ text: OTHER, kind: 'code128' })
  await expect.poll(() => camera.read()).toEqual([CODE, OTHER])
  const before = await camera.looks()
  await expect.poll(() => camera.looks()).toBeGreaterThan(before + 20)
  expect(await camera.read()).toEqual([CODE, OTHER])
  await camera.show()
  const empty = await camera.looks()
  await expect.poll(() => camera.looks()).toBeGreaterThan(empty + 20)
  await camera.show({ text: OTHER, kind: 'qrcode' })
  await expect.poll(() => camera.read()).toEqual([CODE, OTHER, OTHER])
  expect(await camera.states()).toEqual(['fine'])
})

test('the page films, hears nothing, and opens one camera at a time', async ({ open }) => {
  const camera = await open()
  await expect.poll(() => camera.states()).toEqual(['fine'])
  expect(await camera.opened()).toMatchObject([{ audio: false, video: { width: { ideal: 1280 } } }])
  await camera.unplug()
  await expect.poll(() => camera.states()).toEqual(['fine', 'noCamera', 'fine'])
  expect(await camera.live()).toBe(1)
})

for (const [thrown, state] of [
  ['NotFoundError', 'noCamera'],
  ['NotReadableError', 'cameraBusy'],
  ['NotAllowedError', 'cameraBroken'],
] as const)
  test(`a camera that does not open by ${thrown} is told as ${state}, and read once it opens`, async ({ open }) => {
    const camera = await open(thrown, { text: CODE, kind: 'qrcode' })
    await expect.poll(() => camera.states()).toEqual([state])
    await expect.poll(async () => (await camera.opened()).length).toBeGreaterThan(1)
    expect(await camera.states()).toEqual([state])
    await camera.change({ fails: null })
    await expect.poll(() => camera.read()).toEqual([CODE])
    expect(await camera.states()).toEqual([state, 'fine'])
  })

test('a camera that gives no new picture is told as broken and opened anew; it is fine once it gives one', async ({ open }) => {
  const camera = await open()
  await expect.poll(() => camera.states()).toEqual(['fine'])
  await camera.change({ frozen: true })
  await expect.poll(() => camera.states(), { timeout: 20_000 }).toEqual(['fine', 'cameraBroken'])
  await expect.poll(async () => (await camera.opened()).length).toBe(2)
  expect(await camera.live()).toBe(1)
  await camera.change({ frozen: false })
  await expect.poll(() => camera.states()).toEqual(['fine', 'cameraBroken', 'fine'])
})

test('a machine on which a look takes long rests twice as long after it', async ({ open }) => {
  const camera = await open()
  await expect.poll(() => camera.looks()).toBeGreaterThan(3)
  await camera.change({ slow: 200 })
  const [before, from] = [await camera.looks(), performance.now()]
  await expect.poll(() => camera.looks()).toBeGreaterThan(before + 5)
  // One of them was under way, or had just rested, when it began.
  expect(performance.now() - from).toBeGreaterThan(4 * 600)
})
