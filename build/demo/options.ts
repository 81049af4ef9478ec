import { parseArgs } from 'node:util'

export interface DemoOptions {
  readonly out: string
  /** As GUITAI_PRINTER takes it; null prints into pictures. */
  readonly printer: string | null
  /** One plain sale against another server of the protocol, instead of the whole round on the own sandbox. */
  readonly foreign: {
    readonly cloudpay: string
    readonly link: string
    readonly staffId: string
    readonly password: string
    readonly code: string
  } | null
}

export const USAGE = `npm run demo -- --out DIR [--printer tcp://127.0.0.1:PORT]
npm run demo -- --out DIR --cloudpay http://127.0.0.1:PORT --bind LINK --staff ID:PASSWORD --code CODE`

/** Reads the command line; answers what is wrong with it as a sentence. */
export function readDemoOptions(args: readonly string[]): DemoOptions | string {
  const text = { type: 'string' } as const
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { out: text, printer: text, cloudpay: text, bind: text, staff: text, code: text },
    })
    if (!values.out) return '--out DIR is missing: where the pictures, slips and the report go'
    const printer = values.printer ?? null
    const given = [values.cloudpay, values.bind, values.staff, values.code]
    if (given.every((one) => one === undefined)) return { out: values.out, printer, foreign: null }
    const { cloudpay, bind, staff, code } = values
    if (!cloudpay || !bind || !staff || !code) return '--cloudpay, --bind, --staff and --code go together'
    const [staffId, ...rest] = staff.split(':')
    const password = rest.join(':')
    if (!staffId || !password) return '--staff takes a staff number, a colon and the password'
    return { out: values.out, printer, foreign: { cloudpay, link: bind, staffId, password, code } }
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}
