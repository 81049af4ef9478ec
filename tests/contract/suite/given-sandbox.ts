import { readConfigurationLink } from '../../../cloudpay/client/configuration-link.ts'
import type { Sandbox } from '../../../cloudpay/sandbox/sandbox.ts'
import type { Given } from './probe.ts'

/** What the suite can be given about the sandbox, but for the private key, which takes a while to make. */
export function givenOf(sandbox: Sandbox, change: Partial<Given> = {}): Given {
  const { control, origin } = sandbox
  const read = readConfigurationLink(sandbox.configurationLink('A1'), [origin])
  if (!read.ok) throw new Error(read.fault)
  const person = control.staff().find((one) => one.staffId === '1206')
  return {
    baseUrl: `${origin}/cpay/`,
    bind: { link: read.link },
    serialNumber: 'GUITAI_SUITE_0001',
    staff: { id: '1206', password: person?.trainingPassword ?? '' },
    nextCode: (tender) => control.freshCode(tender === 'wechat' ? 'wechat-fang' : 'alipay-min'),
    privateKey: null,
    unbind: true,
    pauseMs: 5,
    ...change,
  }
}
