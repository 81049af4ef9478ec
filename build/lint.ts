import { lint } from './checks/lint.ts'
import { account } from './checks/tools.ts'

/** `npm run lint` */
process.exitCode = account(await lint())
