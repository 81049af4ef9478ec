import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startSandbox, type Sandbox } from '../../../cloudpay/sandbox/sandbox.ts'
import { judge } from './check.ts'
import { givenOf } from './given-sandbox.ts'
import { openProbe, type Probe } from './probe.ts'
import { SUITE } from './suite.ts'

/** Our client against our sandbox, by the suite that can be put to any other server too: nothing is left out here. */

let sandbox: Sandbox
let probe: Probe

beforeAll(async () => {
  sandbox = await startSandbox({ seed: 'suite' })
  probe = openProbe(givenOf(sandbox, { privateKey: sandbox.control.merchantPrivateKey() }))
})
afterAll(async () => {
  await probe.close()
  await sandbox.close()
})

describe('the sandbox keeps the protocol', () => {
  for (const check of SUITE) {
    test(check.title, async () => {
      expect(await judge(check, probe)).toMatchObject({ verdict: 'passed', reason: '' })
    })
  }
})
