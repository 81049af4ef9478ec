/**
 * Reads the typeface once what stands in the document is drawn. It comes in a dozen files a screen, which would keep the
 * first screen waiting; until they are there the system's own Chinese face, next in `--font`, is seen.
 */
export function readTypeface(): Promise<unknown> {
  return new Promise<void>((resolve) => {
    requestAnimationFrame(() => setTimeout(resolve))
  }).then(() => import('@fontsource-variable/noto-sans-sc'))
}
