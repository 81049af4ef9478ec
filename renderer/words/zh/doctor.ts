import type { DoctorWords } from '../message.ts'

/** One sentence for what was found, and one that says what to do. */
export const findings: DoctorWords = {
  sandbox: {
    on: { what: '页面在沙箱里运行', todo: '不用做什么。' },
    off: { what: '柜台用 root 运行，页面没有沙箱', todo: '请建一个普通用户，用它来运行柜台。' },
    forbidden: {
      what: '系统不许普通用户建命名空间，页面的沙箱建不起来',
      todo: '请 IT 打开 user namespaces，或按安装手册给 chrome-sandbox 权限。',
    },
  },
  groups: {
    fine: { what: '设备要的用户组都有', todo: '不用做什么。' },
    missing: { what: (n) => `当前用户不在这些组里：${n('groups')}`, todo: '请 IT 用 adduser 把用户加进去，再重新登录。' },
  },
  udev: {
    fine: { what: 'udev 在运行', todo: '不用做什么。' },
    absent: { what: 'udev 没有运行，设备没有固定的名字', todo: '请 IT 启动 udev；不然换个 USB 口就要重新设。' },
  },
  ports: {
    fine: { what: (n) => `设置的 ${n('count')} 个设备口都打得开`, todo: '不用做什么。' },
    none: { what: '没有设置要打开的设备口', todo: '不用做什么。' },
    gone: { what: (n) => `找不到 ${n('path')}`, todo: '请看插头和电源，或到设置里换一个。' },
    denied: { what: (n) => `没有权限打开 ${n('path')}`, todo: '请 IT 检查用户组和 udev 规则。' },
  },
  printer: {
    fine: { what: (n) => `打印机已设好：${n('where')}`, todo: '要看能不能出纸，到设置里打一张试试。' },
    none: { what: '没有设打印机', todo: '收款不受影响。要小票，到设置里选一台。' },
    silent: { what: (n) => `打印机没有应答：${n('where')}`, todo: '请看电源、网线和地址。收款没有问题，小票会等着。' },
  },
  audio: {
    fine: { what: (n) => `找到 ${n('count')} 个声音输出，能说话`, todo: '要听一听，到设置里说一句试试。' },
    noOutput: { what: '没有找到声音输出', todo: '请插好音箱，看看声音服务有没有运行。' },
    noVoice: { what: '没有装 espeak-ng', todo: '请 IT 安装软件包 espeak-ng。' },
  },
  clock: {
    fine: { what: '时钟是准的', todo: '不用做什么。' },
    off: { what: (n) => `时钟差了 ${n('seconds')} 秒`, todo: '请 IT 打开自动对时（NTP）。' },
    unknown: { what: '连不上云支付，不知道时钟准不准', todo: '先看网络，通了再查一次。' },
  },
  disk: {
    fine: { what: (n) => `磁盘还有 ${n('megabytes')} MB`, todo: '不用做什么。' },
    low: { what: (n) => `磁盘只剩 ${n('megabytes')} MB`, todo: '请 IT 腾出空间。满了就会停止收款。' },
    full: { what: (n) => `磁盘满了，只剩 ${n('megabytes')} MB`, todo: '请马上腾出空间，不然账本写不进去，不能收款。' },
  },
  network: {
    fine: { what: (n) => `云支付的 ${n('count')} 条线路都通，最快 ${n('ms')} 毫秒`, todo: '不用做什么。' },
    some: { what: (n) => `有的线路不通：${n('hosts')}`, todo: '收款照常，会用通的那条。请 IT 看看防火墙。' },
    none: { what: '连不上云支付', todo: '请看网线、路由器、代理和防火墙（443 端口）。' },
  },
  secrets: {
    keyring: { what: '密钥锁在系统的密钥环里', todo: '不用做什么。' },
    file: { what: '系统没有密钥环，密钥用本机文件锁着', todo: '可以照常用。请不要让别人拿走这块硬盘。' },
    unknown: { what: '密钥怎么存，要在柜台里面查', todo: '打开柜台，到“设置 - 本机”里看。' },
  },
}
