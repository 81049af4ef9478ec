import { execFile } from 'node:child_process'
import { access } from 'node:fs/promises'
import { promisify } from 'node:util'
import type * as fontkit from 'fontkit'

/** No font with simplified Chinese is on this machine: slips can be printed, but not drawn. */
export class NoSlipFont extends Error {
  constructor() {
    super('no Chinese font was found to draw slips with; install the package fonts-wqy-microhei')
    this.name = 'NoSlipFont'
  }
}

export interface SlipFont {
  readonly path: string
  readonly face: string
  readonly font: fontkit.Font
}

const WELL_KNOWN = [
  '/usr/share/fonts/truetype/wqy/wqy-microhei.ttc',
  '/usr/share/fonts/wqy-microhei/wqy-microhei.ttc',
  '/usr/share/fonts/wenquanyi/wqy-microhei/wqy-microhei.ttc',
  '/usr/share/fonts/wqy-microhei-fonts/wqy-microhei.ttc',
]
const FAMILIES = ['WenQuanYi Micro Hei Mono', 'Noto Sans Mono CJK SC', 'Noto Sans CJK SC', ':lang=zh-cn']
const PROBE = ['银', '￥', 'A']

async function candidates(): Promise<string[]> {
  const run = promisify(execFile)
  const asked = FAMILIES.map(async (family) => {
    const { stdout } = await run('fc-match', ['-f', '%{file}', family], { timeout: 3000 })
    return stdout.trim()
  })
  const answers = await Promise.allSettled(asked)
  return answers.flatMap((answer) => (answer.status === 'fulfilled' && answer.value !== '' ? [answer.value] : []))
}

function facesOf(opened: fontkit.Font | fontkit.FontCollection): fontkit.Font[] {
  const faces = 'fonts' in opened ? opened.fonts : [opened]
  const likes = (face: fontkit.Font) =>
    (/Mono/.test(face.postscriptName) ? 0 : 2) + (/SC|WenQuanYi/.test(face.postscriptName) ? 0 : 1)
  return [...faces].sort((one, other) => likes(one) - likes(other))
}

async function openFont(path: string): Promise<SlipFont | null> {
  try {
    await access(path)
    // Loaded at the first drawing: a till that only prints needs none of it.
    const { open } = await import('fontkit')
    const faces = facesOf(await open(path))
    const font = faces.find((face) => PROBE.every((each) => face.hasGlyphForCodePoint(each.codePointAt(0) ?? 0)))
    return font ? { path, face: font.postscriptName, font } : null
  } catch {
    return null
  }
}

/** Finds the font by the places where distributions put it, then by fontconfig. Throws NoSlipFont when there is none. */
export async function findSlipFont(wellKnown: readonly string[] = WELL_KNOWN): Promise<SlipFont> {
  for (const path of wellKnown) {
    const found = await openFont(path)
    if (found) return found
  }
  for (const path of await candidates()) {
    const found = await openFont(path)
    if (found) return found
  }
  throw new NoSlipFont()
}

let found: Promise<SlipFont> | null = null

/** The font of slips, opened once. A machine without one is asked again each time: it may be installed meanwhile. */
export async function slipFont(): Promise<SlipFont> {
  found ??= findSlipFont()
  try {
    return await found
  } catch (error) {
    found = null
    throw error
  }
}
