/** Draws a text as SVG, black on white with its quiet zone. The library is large, so it is loaded when first needed. */
export async function drawSymbol(kind: 'qr' | 'code128', text: string): Promise<string> {
  const { toSVG } = await import('bwip-js/node')
  return kind === 'qr'
    ? toSVG({ bcid: 'qrcode', text, padding: 4, backgroundcolor: 'ffffff' })
    : toSVG({ bcid: 'code128', text, height: 14, paddingwidth: 10, paddingheight: 2, backgroundcolor: 'ffffff' })
}
